import { allowedWith, type Answer, type Call, type Door, type ErrorShape, refusedWith } from './door.ts'

/** As a page of the server asks, or a program that has no page. */
export const httpDoor = ({ url }: { url: string }): Door => ({
  name: 'http',
  async ask(call) {
    const leaving = new AbortController()
    const response = await fetch(addressOf(url, call), { ...requestOf(url, call), signal: leaving.signal })
    try {
      if (response.headers.get('content-type')?.startsWith('text/event-stream'))
        return await firstEvent(response)
      const said = await response.text()
      return response.ok ? allowedWith(said) : refusedWith((JSON.parse(said) as { error: ErrorShape }).error)
    } finally {
      leaving.abort()
    }
  },
})

function addressOf(url: string, { path, type, input }: Call): string {
  const isAsked = type !== 'mutation' && input !== undefined
  return `${url}/trpc/${path}${isAsked ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`
}

const requestOf = (url: string, { type, headers, input }: Call): RequestInit =>
  type === 'mutation'
    ? {
        method: 'POST',
        headers: { origin: url, 'content-type': 'application/json', ...headers },
        ...(input !== undefined && { body: JSON.stringify(input) }),
      }
    : { headers: { ...headers, ...(type === 'subscription' && { accept: 'text/event-stream' }) } }

/** Of a stream of server-sent events: the first that is not about the stream itself. */
async function firstEvent({ body }: Response): Promise<Answer> {
  let text = ''
  for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += piece
    const whole = text.split(/\n{2,}/).slice(0, -1)
    const event = whole.find((block) => block !== '' && !/^event: (connected|ping)/.test(block))
    if (event === undefined) continue
    const data = /^data: (.*)$/m.exec(event)?.[1] ?? ''
    return event.startsWith('event: serialized-error')
      ? refusedWith(JSON.parse(data) as ErrorShape)
      : allowedWith(data)
  }
  throw new Error(`The stream ended without an event: ${text}`)
}
