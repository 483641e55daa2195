import type { Fault } from './fault.ts'

const PAUSE_MS = 200

export const killSubscribers: Fault = {
  id: 'F7',
  words: 'Redis drops its subscribers, again and again',
  async strike({ stand, isOver, sleep, act }) {
    const admin = stand.redis.admin()
    act('CLIENT KILL TYPE pubsub')
    while (!isOver()) {
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
      await sleep(PAUSE_MS)
    }
    admin.disconnect()
  },
}
