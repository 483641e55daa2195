import { type Fault, nodesOf } from './fault.ts'

const SHORTEST_MS = 1000
const LONGEST_MS = 6000

/** A process stands still, and afterwards knows nothing of it. */
export const pauseProcesses: Fault = {
  id: 'F21',
  words: 'SIGSTOP of nodes and worker',
  async strike({ stand, random, isOver, sleep, act }) {
    const programs = [...nodesOf(stand), stand.worker]
    while (!isOver()) {
      const { name, program } = random.pick(programs)
      act(`stop ${name}`)
      program.signal('SIGSTOP')
      await sleep(random.between(SHORTEST_MS, LONGEST_MS))
      program.signal('SIGCONT')
      await sleep(SHORTEST_MS)
    }
  },
}
