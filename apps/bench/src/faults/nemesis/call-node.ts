/** Milliseconds. Longer than any answer may take. */
const GIVE_UP_MS = 15_000

export type Answer = { status: number; refusal: string | undefined; data: unknown; ms: number }

/** A procedure, called past balancer and client; status 0 stands for no answer. */
export async function callNode(
  node: { door: { port: number } },
  { cookie, path, input, isQuery }: { cookie: string; path: string; input?: unknown; isQuery?: boolean },
): Promise<Answer> {
  const origin = `http://127.0.0.1:${node.door.port}`
  const query = isQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const startedAt = performance.now()
  try {
    const answer = await fetch(`${origin}/trpc/${path}${query}`, {
      method: isQuery ? 'GET' : 'POST',
      headers: { cookie, origin, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(GIVE_UP_MS),
      ...(!isQuery && { body: JSON.stringify(input ?? null) }),
    })
    const { error, result } = (await answer.json()) as {
      error?: { data?: { refusal?: string } }
      result?: { data?: unknown }
    }
    const ms = performance.now() - startedAt
    return { status: answer.status, refusal: error?.data?.refusal, data: result?.data, ms }
  } catch {
    // Cut off, or not answered in time: both are what faults do.
    return { status: 0, refusal: undefined, data: undefined, ms: performance.now() - startedAt }
  }
}
