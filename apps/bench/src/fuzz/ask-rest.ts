import type { Contract } from '@chatterly/testing/api-contract'
import type { Told } from './asked.ts'
import type { RestRequest } from './make-request.ts'

/** Milliseconds after which nobody waits any longer: by then something hangs. */
const PATIENCE_MS = 20_000
const BASE = '/api/v1'
/** What the document says nothing of. Node itself refuses a head of more than 16 KB. */
const UNSAID = { methods: ['HEAD', 'OPTIONS'], statuses: [431] }

/** One request to the interface below `/api/v1`. What is not answered as documented is the server's fault. */
export async function askOverRest(
  origin: string,
  { method, target, headers, body }: RestRequest,
  { cookie, contract }: { cookie: string | undefined; contract: Contract },
): Promise<Told> {
  const url = new URL(target, origin)
  const response = await fetch(url, {
    method,
    headers: { ...headers, origin, ...(cookie !== undefined && { cookie }) },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const said = await response.text()
  const { status } = response
  const path = url.pathname.replace(BASE, '').replace(/(?<=.)\/$/, '')
  const contentType = response.headers.get('content-type')
  const isUnsaid = UNSAID.methods.includes(method) || UNSAID.statuses.includes(status)
  const wrong = isUnsaid ? [] : contract({ method, path }, { status, contentType, body: parsed(said) })
  if (wrong.length > 0 && status < 500)
    return { answer: '5xx (not as documented)', said: `${status} ${wrong.join(', ')}: ${said}` }
  return { answer: status < 400 ? 'allowed' : String(status), said }
}

/** An answer without words is none, and words that are no JSON are a text. */
function parsed(said: string): unknown {
  if (said === '') return undefined
  try {
    return JSON.parse(said)
  } catch {
    return said
  }
}
