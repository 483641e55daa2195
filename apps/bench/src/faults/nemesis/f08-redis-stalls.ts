import { callNode } from './call-node.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'

const STOPPED_MS = 5000
const FULL_MS = 2000
/** Milliseconds. One command of Redis may be waited for, and no more. */
const ANSWER_WITHIN_MS = 2000
const MEMORY_BYTES = '1'

/** Redis takes connections and never answers; then it answers that it has no room. */
export const redisStalls: Fault = {
  id: 'F8',
  words: 'SIGSTOP of Redis, then no memory left',
  async strike(strike) {
    const { stand, isOver, sleep, act } = strike
    const admin = stand.redis.admin()
    while (!isOver()) {
      act('stop Redis')
      stand.redis.program.signal('SIGSTOP')
      await Promise.all([askAll(strike), sleep(STOPPED_MS)])
      stand.redis.program.signal('SIGCONT')
      act('no memory left')
      await admin.config('SET', 'maxmemory', MEMORY_BYTES)
      await Promise.all([askAll(strike), sleep(FULL_MS)])
      await admin.config('SET', 'maxmemory', '0')
      await sleep(FULL_MS)
    }
    admin.disconnect()
  },
}

async function askAll({ stand, cast, random, probe }: Strike): Promise<void> {
  const { cookie } = random.pick(cast.people)
  for (const node of nodesOf(stand)) {
    const { status, ms } = await callNode(node, { cookie, path: 'users.me', isQuery: true })
    const isOk = status === 200 && ms < ANSWER_WITHIN_MS
    probe(`${node.name} answers without Redis`, isOk, `status ${status} after ${Math.round(ms)} ms`)
  }
}
