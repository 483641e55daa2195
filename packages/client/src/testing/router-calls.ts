import {
  type AnyTRPCRouter,
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
} from '@trpc/server'
import { ChatterlyError } from '../errors.ts'

/** A router, and as whom it is called: asked anew for each call. */
export type RouterAccess = { router: AnyTRPCRouter; createContext: () => unknown }

type Call = { path: string; input: unknown; signal?: AbortSignal | undefined }

const signalOf = (signal: AbortSignal | undefined) => signal ?? new AbortController().signal

/**
 * Calls a procedure as a request would: answers and errors are what the wire would carry.
 * @throws ChatterlyError
 */
export async function callRouter({ router, createContext }: RouterAccess, { path, input, signal }: Call) {
  const type = typeOf(router, path)
  const ctx: unknown = await createContext()
  try {
    const answer: unknown = await callTRPCProcedure({
      router,
      path,
      type,
      ctx,
      getRawInput: async () => overWire(input),
      signal: signalOf(signal),
      batchIndex: 0,
    })
    return isIterable(answer) ? answer : overWire(answer)
  } catch (error) {
    throw errorOverWire({ router, ctx }, { path, input, type }, error)
  }
}

/** Reads a subscription; its items are what the wire would carry. */
export async function* readRouter(access: RouterAccess, call: Call): AsyncGenerator<unknown, undefined> {
  const answer = await callRouter(access, call)
  if (!isIterable(answer)) throw new TypeError(`${call.path} is not a subscription`)
  try {
    for await (const item of answer) yield overWire(item)
  } catch (error) {
    const ctx: unknown = await access.createContext()
    throw errorOverWire({ router: access.router, ctx }, { ...call, type: 'subscription' }, error)
  }
}

export type ProcedureType = 'query' | 'mutation' | 'subscription'

function typeOf(router: AnyTRPCRouter, path: string): ProcedureType {
  const procedures: Record<string, { _def: { type: ProcedureType } } | undefined> = router._def.procedures
  const procedure = procedures[path]
  if (!procedure) throw new TypeError(`The router has no procedure ${path}`)
  return procedure._def.type
}

function errorOverWire(
  { router, ctx }: { router: AnyTRPCRouter; ctx: unknown },
  { path, input, type }: { path: string; input: unknown; type: ProcedureType },
  thrown: unknown,
) {
  const error = getTRPCErrorFromUnknown(thrown)
  const shape: unknown = overWire(
    getTRPCErrorShape({ config: router._def._config, error, type, path, input, ctx }),
  )
  const hasMessage = typeof shape === 'object' && shape !== null && 'message' in shape
  return new ChatterlyError(hasMessage ? String(shape.message) : error.message, { cause: shape })
}

/** What is left of a value that went through JSON. A tracked item keeps the id and data the client would see. */
function overWire(value: unknown): unknown {
  if (value === undefined) return undefined
  const [id, data] = Array.isArray(value) && typeof value[2] === 'symbol' ? (value as unknown[]) : []
  return JSON.parse(JSON.stringify(id === undefined ? value : { id, data }))
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value
