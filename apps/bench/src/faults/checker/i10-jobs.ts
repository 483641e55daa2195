import type { Check } from './evidence.ts'

/** I10. Each schedule stands in the queue, once, whatever Redis forgot. */
export const jobs: Check = ({ schedules }) =>
  schedules.wanted
    .map((wanted) => ({ wanted, count: schedules.found.filter((found) => found === wanted).length }))
    .filter(({ count }) => count !== 1)
    .map(({ wanted, count }) => ({
      invariant: 'I10',
      words: `The job ${wanted} is scheduled ${count} times`,
    }))
