import { type Fault, nodesOf } from './fault.ts'

const PAUSE_MS = 1000

/** One node after the other goes in order and comes back, and the worker with them. */
export const rollingDeploy: Fault = {
  id: 'F18',
  words: 'rolling deploys',
  async strike({ stand, isOver, sleep, act }) {
    const programs = [...nodesOf(stand), stand.worker]
    for (let turn = 0; !isOver(); turn += 1) {
      const node = programs[turn % programs.length]
      if (!node) return
      act(`deploy ${node.name}`)
      await node.program.stop()
      await node.program.start()
      await sleep(PAUSE_MS)
    }
  },
}
