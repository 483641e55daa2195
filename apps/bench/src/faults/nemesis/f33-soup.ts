import type { Fault } from './fault.ts'

const AT_ONCE = 3

/** Three faults at the same time, chosen by chance. */
export const soupOf = (ingredients: readonly Fault[]): Fault => ({
  id: 'F33',
  words: 'three faults at random, all at once',
  async strike(strike) {
    const chosen = strike.random.shuffle(ingredients).slice(0, AT_ONCE)
    strike.act(chosen.map(({ id }) => id).join(', '))
    await Promise.all(
      chosen.map((fault) => fault.strike({ ...strike, random: strike.random.fork(fault.id) })),
    )
  },
})
