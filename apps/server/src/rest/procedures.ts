import { type AppRouter, appRouter } from '@chatterly/domain/router'
import type { Access, Parser } from '@chatterly/domain/trpc'
import type { inferRouterOutputs } from '@trpc/server'
import type { ZodType } from 'zod'

type Routers = AppRouter['_def']['record']
type Outputs = inferRouterOutputs<AppRouter>

type PathsIn<Slice extends keyof Routers> = {
  [Name in keyof Routers[Slice]]: Routers[Slice][Name] extends { _def: { type: 'subscription' } }
    ? never
    : `${Slice}.${Name & string}`
}[keyof Routers[Slice]]

/** Every procedure that is asked once and answers once. */
export type ProcedurePath = { [Slice in keyof Routers]: PathsIn<Slice> }[keyof Routers]

export type OutputOf<Path extends ProcedurePath> =
  Path extends `${infer Slice extends keyof Outputs}.${infer Name}`
    ? Name extends keyof Outputs[Slice]
      ? Outputs[Slice][Name]
      : never
    : never

type Defined = {
  _def: { type: 'query' | 'mutation'; inputs: Parser[]; output?: Parser; meta: { access: Access } }
}

// Typed as the nested routers, stored flat by path.
const procedures = appRouter._def.procedures as unknown as Record<ProcedurePath, Defined>

export const typeOf = (path: ProcedurePath) => procedures[path]._def.type

export const accessOf = (path: ProcedurePath) => procedures[path]._def.meta.access

/** What a procedure takes; nothing where it takes nothing. */
export const inputShapeOf = (path: ProcedurePath): ZodType | undefined =>
  procedures[path]._def.inputs[0]?.schema

/** @throws Error for a procedure that does not say what it answers */
export function outputShapeOf(path: ProcedurePath): ZodType {
  const shape = procedures[path]._def.output?.schema
  if (!shape) throw new Error(`${path} does not say what it answers`)
  return shape
}
