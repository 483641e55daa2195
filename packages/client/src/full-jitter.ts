const FIRST_MS = 500
const LONGEST_MS = 30_000

/** Milliseconds to wait before the next try, so that a thousand clients do not come back in one moment. */
export const fullJitterMs = (attempt: number, random: () => number = Math.random) =>
  random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
