import { type Fault, nodesOf } from './fault.ts'

const PAUSE_MS = 3000

/** Both in turn: whoever was on one goes to the other, and back again. */
export const killNode: Fault = {
  id: 'F1',
  words: 'kill -9 of the nodes in turn',
  async strike({ stand, random, isOver, sleep, act }) {
    const nodes = random.shuffle(nodesOf(stand))
    for (let turn = 0; !isOver(); turn += 1) {
      const node = nodes[turn % nodes.length]
      if (!node) return
      act(`kill ${node.name}`)
      await node.program.kill()
      await sleep(random.between(0, PAUSE_MS / 3))
      await node.program.start()
      await sleep(PAUSE_MS)
    }
  },
}
