import type { Told } from './asked.ts'
import type { RestRequest } from './make-request.ts'

/** Milliseconds after which nobody waits any longer: by then something hangs. */
const PATIENCE_MS = 20_000

/** One request to the interface below `/api/v1`. */
export async function askOverRest(
  origin: string,
  { method, target, headers, body }: RestRequest,
  cookie: string | undefined,
): Promise<Told> {
  const response = await fetch(`${origin}${target}`, {
    method,
    headers: { ...headers, origin, ...(cookie !== undefined && { cookie }) },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
  const said = await response.text()
  return { answer: response.status < 400 ? 'allowed' : String(response.status), said }
}
