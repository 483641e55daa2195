import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import { mayCall } from '@chatterly/protocol/auth/policy'
import { rateLimits, type RateLimitName } from '@chatterly/protocol/limits'
import { isUnavailable } from '@chatterly/db/unavailable'
import { isRefusalCode, Refusal } from '@chatterly/protocol/refusals'
import { trpcCodeOf } from '@chatterly/platform/http-status'
import { countedAddress } from '@chatterly/platform/network-address'
import type { Allowance } from '@chatterly/platform/rate-limiter'
import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError, type ZodType, z } from 'zod'
import type { Actor, Context, SignedInContext } from './context.ts'
import { withKeptText } from './kept-text.ts'
import { accessAdministration } from './users/access.ts'

/**
 * Who may call. `anyone`: also signed out. `signedIn`: a session. `member`: a member of the conversation named in
 * the input. `account`: a session of the person themselves, never a personal token. `administrator`: who looks
 * after the installation, never by a personal token either. The generated authorization matrix tries every procedure as everybody.
 */
export type Access = 'anyone' | 'signedIn' | 'member' | 'account' | 'administrator'

type Meta = {
  access: Access
  limit: RateLimitName
  /** What a personal token needs: `write` for mutations and `read` for all else, unless it says otherwise. */
  scope?: Scope
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      message: wordsFor(error),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        ...details(error),
      },
    }),
  })

export const { router, createCallerFactory } = t

/**
 * The same builder, with shapes that are checked at once. Left to itself the library asks zod for the waiting way,
 * which costs zod its compiled checks. No shape of ours waits for anything.
 */
const checkingAtOnce = <Builder extends object>(builder: Builder): Builder =>
  new Proxy(builder, {
    get(target, name) {
      const step: unknown = Reflect.get(target, name)
      if (!isStep(step)) return step
      if (name === 'use' || name === 'meta') return (given: unknown) => checkingAtOnce(step(given))
      if (name === 'input') return (schema: ZodType) => checkingAtOnce(step(parserOf(schema)))
      if (name !== 'output') return step
      return (schema: ZodType) => checkingAtOnce(step(checkerOf(schema)))
    },
  })

const parserOf = (schema: ZodType): Parser =>
  Object.assign((value: unknown) => withKeptText(schema.parse(value)), { schema })

const checkerOf = (schema: ZodType): Parser =>
  Object.assign((value: unknown) => schema.parse(value), { schema })

/** What a procedure checks its input or its answer with. It keeps the shape, for whoever makes something out of it. */
export type Parser = ((value: unknown) => unknown) & { schema: ZodType }

/** Makes another builder of what it is given. */
type Step = (given: unknown) => object

function isStep(value: unknown): value is Step {
  return typeof value === 'function'
}

const procedure = checkingAtOnce(t.procedure)

/** For people without a session too. */
export const anyone = procedure.use(async ({ ctx, meta, path, type, next }) => {
  if (ctx.actor?.scopes) refuseBeyond(ctx.actor.scopes, meta, type)
  refuseUnlessAllowed(await consumeOf(ctx, meta, path))
  return refused(await next())
})

/**
 * One step for everything: each one more costs a call several copies of its options. For the same reason the context
 * goes on as it is, and only its type says that there is an actor.
 *
 * @throws auth.signed_out, auth.token_forbidden
 */
export const signedIn = procedure.use(async ({ ctx, meta, path, type, next }) => {
  if (!ctx.actor) throw refusalError(new Refusal('auth.signed_out'))
  if (ctx.actor.scopes) refuseBeyond(ctx.actor.scopes, meta, type)
  refuseUnlessAllowed(await consumeOf(ctx, meta, path))
  return refused(await next<Pick<SignedInContext, 'actor'>>({}))
})

/**
 * Asked of the database each time: who is no administrator any more is refused at once.
 *
 * @throws auth.signed_out, administrator.required
 */
export const administrator = signedIn.use(async ({ ctx, next }) => {
  await accessAdministration(ctx)
  return next()
})

/** A personal token does what its scopes say. What declares no access is caught where it is counted. */
function refuseBeyond(scopes: NonNullable<Actor['scopes']>, meta: Meta | undefined, type: string): void {
  const scope = meta?.scope ?? (type === 'mutation' ? 'write' : 'read')
  if (meta && !mayCall(scopes, { access: meta.access, scope }))
    throw refusalError(new Refusal('auth.token_forbidden'))
}

function consumeOf(ctx: Context, meta: Meta | undefined, path: string): Promise<Allowance> {
  if (!meta) throw new Error(`${path} declares no access`)
  const { countedBy, ...limit } = rateLimits[meta.limit]
  const key = countedBy === 'person' && ctx.actor ? ctx.actor.userId : countedAddress(ctx.address)
  return ctx.limiter.consume({ name: meta.limit, ...limit }, key)
}

function refuseUnlessAllowed(allowance: Allowance): void {
  if (!allowance.allowed) throw refusalError(new Refusal('rate.limited', allowance))
}

function refused<Result extends { ok: true } | { ok: false; error: TRPCError }>(result: Result): Result {
  if (!result.ok) throw asRefusal(result.error.cause) ?? result.error
  return result
}

/** For subscriptions: what an iterable refuses while it is read does not pass through the middleware. */
export const refusing = <Item>(items: AsyncIterableIterator<Item, undefined>) => new RefusingItems(items)

/** An object, where a generator would be less to read: one for every socket waits for its whole life. */
class RefusingItems<Item> implements AsyncIterableIterator<Item, undefined> {
  readonly #items: AsyncIterableIterator<Item, undefined>

  constructor(items: AsyncIterableIterator<Item, undefined>) {
    this.#items = items
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    return this.#items.next().catch((error: unknown) => {
      throw asRefusal(error) ?? error
    })
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    await this.#items.return?.()
    return { value: undefined, done: true }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

/** Seconds. A restarted PostgreSQL is back sooner than that. */
const UNAVAILABLE_RETRY_SECONDS = 1

/** The error a procedure would have answered with. Waiting for PostgreSQL is an answer too: the same request, with its key, may come again. */
export function asRefusal(error: unknown): TRPCError | undefined {
  if (error instanceof Refusal) return refusalError(error)
  if (!isUnavailable(error)) return undefined
  return refusalError(new Refusal('service.unavailable', { retryAfterSeconds: UNAVAILABLE_RETRY_SECONDS }))
}

/** A refusal as tRPC knows errors, with its status. */
const refusalError = (refusal: Refusal) =>
  new TRPCError({ code: trpcCodeOf(refusal.status), message: refusal.message, cause: refusal })

function details(error: TRPCError) {
  if (error.cause instanceof Refusal) {
    return { refusal: error.cause.code, retryAfterSeconds: error.cause.retryAfterSeconds }
  }
  if (error.cause instanceof ZodError) return { fields: fieldWords(error.cause) }
  return {}
}

function wordsFor(error: TRPCError): string {
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST')
    return 'Some of what was sent is not valid.'
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'Something went wrong on our side. It was logged.'
  return error.message
}

/** Path of the field → what is wrong with it. */
const fieldWords = (error: ZodError): Record<string, string> =>
  Object.fromEntries(error.issues.map((issue) => [z.core.toDotPath(issue.path), issue.message]))

/** The refusal behind an error a caller of the router caught, if it is one. */
export const refusalCodeOf = (error: unknown) => {
  const code = error instanceof TRPCError && error.cause instanceof Refusal ? error.cause.code : undefined
  return isRefusalCode(code) ? code : undefined
}
