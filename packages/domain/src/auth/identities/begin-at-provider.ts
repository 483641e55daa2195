import type { BeginLink, BeginProviderSignIn } from '@chatterly/protocol/auth/identities'
import type { UserId } from '@chatterly/protocol/ids'
import { randomNonce, randomPKCECodeVerifier } from 'openid-client'
import type { Context, SignedInContext } from '../../context.ts'
import { confirmedRecently } from '../confirmed-recently.ts'
import { accessCookies } from '../sign-in.ts'
import { beginStep } from '../steps/sign-in-step.ts'
import { accessProvider } from './access.ts'
import { browserCookie, hashBrowserSecret, newBrowserSecret } from './browser-cookie.ts'
import { providerStep } from './provider-step.ts'

/**
 * Where the browser goes to sign in.
 * @throws auth.no_provider, auth.provider_failed, auth.http_only
 */
export const beginProviderSignIn = (ctx: Context, input: BeginProviderSignIn): Promise<string> =>
  begin(ctx, { facts: input })

/**
 * Where the browser goes so that an account there may sign in to this one. Only this session can finish it.
 * @throws auth.confirm_first, auth.no_provider, auth.provider_failed, auth.http_only
 */
export async function beginLink(ctx: SignedInContext, { returnTo }: BeginLink): Promise<string> {
  await confirmedRecently(ctx)
  const { userId: linksTo, sessionHash } = ctx.actor
  return begin(ctx, { facts: { returnTo, linksTo }, sessionHash })
}

type Wanted = {
  facts: { returnTo: string; invite?: string | undefined; linksTo?: UserId }
  sessionHash?: string
}

/** A page elsewhere that knows a `state` of ours is worth nothing without this browser's cookie. */
async function begin(ctx: Context, { facts, ...bound }: Wanted): Promise<string> {
  const provider = accessProvider(ctx)
  const setCookie = accessCookies(ctx)
  const browser = newBrowserSecret()
  const trip = { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }
  const browserHash = hashBrowserSecret(browser)
  const state = await beginStep(ctx, providerStep, { facts: { ...facts, ...trip, browserHash }, ...bound })
  setCookie(browserCookie(browser, ctx.accounts))
  return provider.begin({ ...trip, state })
}
