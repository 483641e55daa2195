import type { ClockError } from '../stand/node.ts'
import { type Fault, nodesOf } from './fault.ts'

const TEN_MINUTES_MS = 600_000
const PAUSE_MS = 700
const errors: readonly ClockError[] = [
  { offsetMs: TEN_MINUTES_MS, rate: 1 },
  { offsetMs: -TEN_MINUTES_MS, rate: 1.5 },
]

/**
 * The nodes' clocks are ten minutes off, one each way, and one runs too fast; PostgreSQL's is right. Doorbells are
 * lost meanwhile, so that what is found by looking has to be found with such clocks.
 */
export const clockSkew: Fault = {
  id: 'F20',
  words: 'clocks ten minutes off, one of them fast',
  async strike({ stand, isOver, sleep, act }) {
    const nodes = nodesOf(stand)
    for (const [index, node] of nodes.entries()) {
      const error = errors[index]
      act(`${node.name} is ${(error?.offsetMs ?? 0) / 60_000} minutes off`)
      node.setClock(error)
      await node.program.stop()
      await node.program.start()
    }
    const admin = stand.redis.admin()
    while (!isOver()) {
      await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
      await sleep(PAUSE_MS)
    }
    admin.disconnect()
    for (const node of nodes) {
      node.setClock(undefined)
      await node.program.stop()
      await node.program.start()
    }
  },
}
