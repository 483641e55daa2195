import type { Fault } from './fault.ts'

const PAUSE_MS = 200

export const killSubscribers: Fault = {
  id: 'F7',
  words: 'Redis drops its subscribers, again and again',
  async strike({ stand, isOver, sleep, act }) {
    const admin = stand.redis.admin()
    act('CLIENT KILL TYPE pubsub')
    while (!isOver()) {
      // Another fault may have taken Redis away altogether.
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub').catch(() => undefined)
      await sleep(PAUSE_MS)
    }
    admin.disconnect()
  },
}
