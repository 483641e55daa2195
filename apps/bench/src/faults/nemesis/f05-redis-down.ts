import type { Fault } from './fault.ts'

const SHORTEST_MS = 1000
const LONGEST_MS = 10_000

export const redisDown: Fault = {
  id: 'F5',
  words: 'kill -9 of Redis, back empty',
  async strike({ stand, random, isOver, sleep, act }) {
    while (!isOver()) {
      act('kill Redis')
      await stand.redis.program.kill()
      await sleep(random.between(SHORTEST_MS, LONGEST_MS))
      await stand.redis.program.start()
      await sleep(random.between(SHORTEST_MS, SHORTEST_MS * 3))
    }
  },
}
