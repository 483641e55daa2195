import { seedSession } from '../stand/seed-cast.ts'
import { callNode } from './call-node.ts'
import { type Fault, nodesOf } from './fault.ts'

const PAUSE_MS = 1500

/** Redis forgets everything at once, also who has signed out. */
export const flushRedis: Fault = {
  id: 'F6',
  words: 'FLUSHALL',
  async strike({ stand, cast, random, isOver, sleep, act, probe }) {
    const admin = stand.redis.admin()
    while (!isOver()) {
      const cookie = await seedSession(stand.pool, random.pick(cast.people).userId)
      const [first, second] = nodesOf(stand)
      const before = await callNode(first, { cookie, path: 'users.me', isQuery: true })
      await callNode(first, { cookie, path: 'auth.logout' })
      act('FLUSHALL')
      await admin.flushall()
      for (const node of [first, second]) {
        const { status, refusal } = await callNode(node, { cookie, path: 'users.me', isQuery: true })
        const isRefused = before.status === 200 && refusal === 'auth.signed_out'
        probe(
          `An ended session is refused by ${node.name} after FLUSHALL`,
          isRefused,
          `it was answered with ${status}, before with ${before.status}`,
        )
      }
      await sleep(PAUSE_MS)
    }
    admin.disconnect()
  },
}
