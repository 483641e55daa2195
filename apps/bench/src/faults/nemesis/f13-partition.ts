import type { Direction, TcpProxy, Way } from '../network/tcp-proxy.ts'
import { type Fault, nodesOf } from './fault.ts'

const SHORTEST_MS = 500
const LONGEST_MS = 4000

const ways: readonly Way[] = ['up', 'down', 'both'] satisfies readonly (Direction | 'both')[]

/** One wire after the other falls silent, in one direction or both, and comes back. */
export const partition: Fault = {
  id: 'F13',
  words: 'partitions, one-way and full, of every wire',
  async strike({ stand, random, isOver, sleep, act }) {
    const wires: TcpProxy[] = [
      ...nodesOf(stand).flatMap(({ door, postgres, redis }) => [door, postgres, redis]),
      stand.worker.postgres,
      stand.worker.redis,
      stand.front,
    ]
    while (!isOver()) {
      const wire = random.pick(wires)
      const way = random.pick(ways)
      act(`hold ${wire.name} ${way}`)
      wire.hold(way)
      await sleep(random.between(SHORTEST_MS, LONGEST_MS))
      wire.release()
      await sleep(random.between(SHORTEST_MS, LONGEST_MS) / 2)
    }
  },
}
