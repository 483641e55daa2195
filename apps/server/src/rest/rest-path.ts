import type { Context } from '@chatterly/domain/context'
import type { z } from 'zod'
import type { OutputOf, ProcedurePath } from './procedures.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** Calls a procedure for the request: same person, same rules, same limits as by any other way. */
export type Call = <Path extends ProcedurePath>(path: Path, input: object) => Promise<OutputOf<Path>>

export type Input = Record<string, unknown>
export type Asked = { call: Call; callAs: (ctx: Context) => Call; input: Input; ctx: Context }

/** How a path is understood that says less, or something else, than the procedure behind it wants to know. */
export type Reading = {
  ask(asked: Asked): Promise<unknown>
  /** What else it calls, and may refuse. */
  calls?: readonly ProcedurePath[]
  /** Fields of the procedure's input that it finds out itself. */
  finds?: readonly string[]
  /** What it takes beside the procedure's input. */
  takes?: z.ZodObject
  /** Where the answer is not the procedure's own. */
  answers?: z.ZodType
}

/** One path below `/api/v1`, as data: the server answers it and the document describes it. */
export type RestPath = {
  method: Method
  /** Parameters in braces. What is in the path counts before what is in the body. */
  path: `/${string}`
  /** Whose input it takes and whose answer it gives. */
  procedure: ProcedurePath
  summary: string
  /** Names that others give to fields of the input, and ours. Ours may be written in snake_case too. */
  names?: Readonly<Record<string, string>>
  /** The body may stand under this name. */
  wrapper?: string
  /** 200, unless something is made. */
  status?: 201
  reading?: Reading
  cache?: Cache
  /** The answer says in `Authorization` which token it holds. */
  givesToken?: true
}

/** `tagged`: kept by the client and asked about each time. `short`: kept for a few seconds. */
export type Cache = 'tagged' | 'short'
