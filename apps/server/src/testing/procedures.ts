import { appRouter } from '@chatterly/domain/router'

export type ProcedureType = 'query' | 'mutation' | 'subscription'

// Typed as the nested routers, stored flat by path.
export const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: ProcedureType; meta?: unknown } }
>

export const pathsOf = (type: ProcedureType): string[] =>
  Object.keys(procedures).filter((path) => procedures[path]?._def.type === type)
