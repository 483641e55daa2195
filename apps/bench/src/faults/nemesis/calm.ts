import type { Fault } from './fault.ts'

/** The load alone: what everything else is compared with. */
export const calm: Fault = {
  id: 'calm',
  words: 'nothing',
  strike: ({ sleep, seconds }) => sleep(seconds * 1000),
}
