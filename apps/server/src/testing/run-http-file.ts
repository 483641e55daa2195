import { deviations } from './contract.ts'

type FileRequest = {
  title: string
  name: string | undefined
  method: string
  address: string
  headers: [string, string][]
  body: string | undefined
}

/** A file of requests as editors read it: `@variables`, then requests with `###` between them. */
export function openHttpFile(text: string, given: Record<string, string>) {
  const [beginning = '', ...blocks] = text.split(/^### /m)
  const variables = new Map(
    [...beginning.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      given[name] ?? value,
    ]),
  )
  const answers = new Map<string, unknown>()
  const fill = (words: string): string =>
    words.replaceAll(/\{\{([^}]+)\}\}/g, (_, reference: string) =>
      fill(valueOf(reference, { variables, answers })),
    )
  return {
    requests: blocks.map(readRequest),
    async send({ name, method, address, headers, body }: FileRequest) {
      const url = fill(address)
      const response = await fetch(url, {
        method,
        headers: headers.map(([key, value]): [string, string] => [key, fill(value)]),
        ...(body && { body: fill(body) }),
      })
      const words = await response.text()
      const answer: unknown = words === '' ? undefined : JSON.parse(words)
      if (name) answers.set(name, answer)
      const path = new URL(url).pathname.replace('/api/v1', '')
      const told = {
        status: response.status,
        contentType: response.headers.get('content-type'),
        body: answer,
      }
      return { ...told, failures: deviations({ method, path }, told) }
    },
  }
}

function readRequest(block: string): FileRequest {
  const [head = '', ...rest] = block.split('\n\n')
  const [title = '', ...lines] = head.split('\n')
  const [, name] = /^# @name (\w+)$/.exec(lines[0] ?? '') ?? []
  const [requestLine = '', ...headers] = name ? lines.slice(1) : lines
  const [method = '', address = ''] = requestLine.split(' ')
  const body = rest.join('\n\n').trim()
  return {
    title,
    name,
    method,
    address,
    headers: headers.filter(Boolean).map((line) => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']),
    body: body || undefined,
  }
}

type Known = { variables: ReadonlyMap<string, string>; answers: ReadonlyMap<string, unknown> }

/** @throws Error for a variable that is not declared, and for a request that was not sent */
function valueOf(reference: string, { variables, answers }: Known): string {
  if (reference === '$guid') return crypto.randomUUID()
  const [name = '', place] = reference.split('.response.body.$.')
  if (place === undefined) return known(variables.get(name), reference)
  const steps = place.split(/[.[\]]+/).filter(Boolean)
  const found = steps.reduce((value, step): unknown => Reflect.get(Object(value), step), answers.get(name))
  return known(typeof found === 'string' ? found : undefined, reference)
}

function known(value: string | undefined, reference: string): string {
  if (value === undefined) throw new Error(`Nothing is known of ${reference}`)
  return value
}
