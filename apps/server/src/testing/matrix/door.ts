import type { ProcedureType } from '../procedures.ts'

/** A call as its caller knows it. */
export type Call = {
  path: string
  type: ProcedureType
  /** How the request says who asks. */
  headers: Record<string, string>
  input: object | undefined
}

/** What was answered: `allowed`, or the code of the refusal; and everything that was said. */
export type Answer = { code: string; said: string }

/** A way in. Whatever is asked has the same answer through each. */
export type Door = {
  name: string
  /** Whether the call can be asked through it at all; all of them, unless it says otherwise. */
  takes?(call: Pick<Call, 'path'>): boolean
  ask(call: Call): Promise<Answer>
}

/** An error as every transport shows it. */
export type ErrorShape = { data: { code: string; refusal?: string } }

export const refusedWith = (error: ErrorShape): Answer => ({
  code: error.data.refusal ?? error.data.code,
  said: JSON.stringify(error),
})

export const allowedWith = (said: string): Answer => ({ code: 'allowed', said })
