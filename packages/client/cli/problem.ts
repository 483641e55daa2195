import type { Exit } from './exit-codes.ts'

type More = {
  code?: string
  /** What is wrong with the input, by the field's path. */
  fields?: Record<string, string>
  retryAfterSeconds?: number | undefined
}

/** Why a command could not do it, in words for a person and a code for a script. */
export class Problem extends Error {
  readonly exit: Exit
  readonly more: More

  constructor(exit: Exit, words: string, more: More = {}) {
    super(words)
    this.name = 'Problem'
    this.exit = exit
    this.more = more
  }
}
