import type { Context, World } from '@chatterly/domain/context'
import { createCaller } from '@chatterly/domain/router'
import { refusalCodeOf } from '@chatterly/domain/trpc'
import type { Env } from '@chatterly/platform/env'
import { BeginProviderSignIn } from '@chatterly/protocol/auth/identities'
import { TRPCError } from '@trpc/server'
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { logBug } from './log-bug.ts'
import { contextOf } from './trpc-over-http.ts'

type Options = { env: Pick<Env, 'PUBLIC_URL'>; world: World }

/** Where the page tells what went wrong, by the code behind `?problem=`. */
const SIGN_IN_PATH = '/sign-in'
const SECURITY_PATH = '/settings/security'

/** The two addresses a browser itself goes to: to the provider, and back from it. The rules are the procedures'. */
export function providerPages(options: Options): Router {
  return Router()
    .get('/auth/oidc/start', refuseForeignLinks, startOf(options))
    .get('/auth/oidc/callback', callbackOf(options))
}

/** A page of another site begins no sign-in here: it could be one to an account of its own. */
const refuseForeignLinks: RequestHandler = (request, response, next) => {
  const site = request.get('sec-fetch-site') ?? 'none'
  if (['same-origin', 'none'].includes(site)) return next()
  go(response, SIGN_IN_PATH)
}

const startOf =
  (options: Options): RequestHandler =>
  async (request, response) => {
    const ctx = await contextOf(options, request, response)
    const input = BeginProviderSignIn.safeParse(request.query).data ?? {}
    await answer(ctx, response, () =>
      createCaller(ctx)
        .identities.beginSignIn(input)
        .then(({ url }) => url),
    )
  }

const callbackOf =
  (options: Options): RequestHandler =>
  async (request, response) => {
    const ctx = await contextOf(options, request, response)
    const query = queryOf(request)
    await answer(ctx, response, () =>
      createCaller(ctx)
        .identities.finish({ query })
        .then(({ returnTo }) => returnTo),
    )
  }

/** A person looks at the answer, so a problem is a page too. */
async function answer(ctx: Context, response: Response, findPlace: () => Promise<string>): Promise<void> {
  try {
    go(response, await findPlace())
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    logBug(ctx.logger, { error, path: response.req.path, type: 'page' })
    const problem = refusalCodeOf(error) ?? 'auth.provider_failed'
    go(response, `${ctx.actor ? SECURITY_PATH : SIGN_IN_PATH}?problem=${problem}`)
  }
}

function go(response: Response, place: string): void {
  response.set('cache-control', 'no-store').redirect(303, place)
}

const queryOf = (request: Request) => new URL(request.originalUrl, 'http://localhost').search.slice(1)
