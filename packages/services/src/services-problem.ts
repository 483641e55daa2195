/** What stands in the way, in words for the person at the keyboard. No stack trace belongs to it. */
export class ServicesProblem extends Error {
  override readonly name = 'ServicesProblem'
}

export const reasonOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem)
