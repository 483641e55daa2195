import type { Fault } from './fault.ts'

const TIMES = 10

export const reconnectStorm: Fault = {
  id: 'F17',
  words: 'everybody’s connections are reset at once, ten times',
  async strike({ stand, seconds, sleep, act }) {
    for (let time = 0; time < TIMES; time += 1) {
      act('reset every connection')
      stand.front.reset()
      await sleep((seconds / TIMES) * 1000)
    }
  },
}
