/** What was typed after the name of a command. */
export type Given = {
  positionals: string[]
  json: boolean
  /** Which of the accounts kept on this machine. */
  account: string
  token: boolean
  position?: string | undefined
}

export type Command = {
  name: string
  /** Its words and options, as the usage shows them. */
  takes: string
  does: string
  /** Words it takes, at least and at most. */
  least: number
  most: number
  /** Options that are not every command's. */
  options?: readonly OwnOption[]
  /** Answers the status to exit with. */
  run(given: Given): Promise<number>
}

export type OwnOption = 'token' | 'position'
