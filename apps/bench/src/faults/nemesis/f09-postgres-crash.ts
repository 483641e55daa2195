import type { Fault } from './fault.ts'

const PAUSE_MS = 2500

/** An immediate shutdown and a pulled plug in turn: both have to recover from the log of PostgreSQL. */
export const postgresCrash: Fault = {
  id: 'F9',
  words: 'PostgreSQL crashes: immediate shutdown, kill -9 of all of it',
  async strike({ stand, random, isOver, sleep, act }) {
    const { cluster } = stand
    while (!isOver()) {
      if (random.chance(0.5)) {
        act('immediate shutdown')
        await cluster.program.kill('SIGQUIT')
      } else {
        act('pull the plug')
        await cluster.pullPlug()
      }
      await cluster.program.start()
      await sleep(PAUSE_MS)
    }
  },
}
