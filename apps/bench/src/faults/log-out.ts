import { setTimeout as sleep } from 'node:timers/promises'
import { callNode } from './nemesis/call-node.ts'
import type { Random } from './random.ts'

const AGAIN_MS = 200
/** Milliseconds. Longer than any fault of a usual length lasts. */
const END_WITHIN_MS = 90_000

type Door = Parameters<typeof callNode>[0]

/** Asks a node, and another one, until one says that the session has ended, now or already; false when none does. */
export async function logOut(given: {
  nodes: readonly Door[]
  random: Random
  cookie: string
}): Promise<boolean> {
  const { nodes, random, cookie } = given
  const deadline = Date.now() + END_WITHIN_MS
  while (Date.now() < deadline) {
    const { status, refusal } = await callNode(random.pick(nodes), { cookie, path: 'auth.logout' })
    // A try whose answer was lost may have ended it; then the next one is of nobody who is signed in.
    if (status === 200 || refusal === 'auth.signed_out') return true
    await sleep(AGAIN_MS)
  }
  return false
}
