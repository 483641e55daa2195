import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, type Told, toJson } from './asked.ts'

/** Milliseconds in which a stream would have said what is wrong. */
const FOLLOWED_MS = 200
/** Milliseconds after which nobody waits any longer: by then something hangs. */
const PATIENCE_MS = 20_000

/** One input over HTTP. What never ends is read to its beginning. */
export async function askOverHttp(origin: string, asked: Asked): Promise<Told> {
  const leaving = new AbortController()
  const late = setTimeout(() => leaving.abort(new Error('Nothing was answered')), PATIENCE_MS)
  try {
    const response = await fetch(addressOf(origin, asked), {
      ...requestOf(origin, asked),
      signal: leaving.signal,
    })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    const said = isStream ? await startOf(response) : await response.text()
    const status = isStream ? Number(/"httpStatus":(\d+)/.exec(said)?.[1] ?? 200) : response.status
    return { answer: status < 400 ? 'allowed' : String(status), said }
  } finally {
    clearTimeout(late)
    leaving.abort()
  }
}

const isSentAway = ({ type }: Asked) => type !== 'mutation'

function addressOf(origin: string, asked: Asked): string {
  const { path, isBatch } = asked
  const input = isSentAway(asked) ? [`input=${encodeURIComponent(toJson(asked))}`] : []
  const search = [...(isBatch ? ['batch=1'] : []), ...input].join('&')
  return `${origin}/trpc/${path}?${search}`
}

const requestOf = (origin: string, asked: Asked): RequestInit => ({
  method: isSentAway(asked) ? 'GET' : 'POST',
  headers: {
    origin,
    ...(asked.cookie && { cookie: asked.cookie }),
    ...(asked.type === 'subscription' && { accept: 'text/event-stream' }),
    ...(asked.type === 'mutation' && { 'content-type': 'application/json' }),
  },
  ...(asked.type === 'mutation' && { body: toJson(asked) }),
})

/** Of what is told in the beginning, whether something is wrong; nothing more may come until something happens. */
async function startOf({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const endsAt = Date.now() + FOLLOWED_MS
  let text = ''
  while (reader && Date.now() < endsAt) {
    const piece = await Promise.race([reader.read(), sleep(FOLLOWED_MS, { done: true, value: undefined })])
    text += piece.value ?? ''
    if (piece.done) break
  }
  return text
}
