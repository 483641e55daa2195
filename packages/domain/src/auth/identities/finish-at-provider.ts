import type { FinishAtProvider } from '@chatterly/protocol/auth/identities'
import { Refusal } from '@chatterly/protocol/refusals'
import type { Context } from '../../context.ts'
import { accessCookies, signIn } from '../sign-in.ts'
import { finishStep } from '../steps/sign-in-step.ts'
import { accessProvider } from './access.ts'
import { accountOf } from './account-of.ts'
import { addIdentity } from './add-identity.ts'
import { isSameBrowser } from './browser-cookie.ts'
import type { ProviderClaims } from './provider-claims.ts'
import { providerStep } from './provider-step.ts'

/**
 * Somebody is back from the provider: signs them in, or links the account there to theirs here. Gives where they
 * wanted to go.
 *
 * @throws auth.no_provider, auth.step_over also in another browser or session than the one that went,
 * auth.provider_denied, auth.provider_failed, and what accountOf and addIdentity throw
 */
export async function finishAtProvider(ctx: Context, { query }: FinishAtProvider): Promise<string> {
  const provider = accessProvider(ctx)
  accessCookies(ctx)
  const state = new URLSearchParams(query).get('state') ?? ''
  const sessionHash = ctx.actor?.sessionHash ?? ''
  const step = await finishStep(ctx, providerStep, { secret: state, sessionHash })
  if (!isSameBrowser(ctx.cookieHeader, step.browserHash, ctx.accounts)) throw new Refusal('auth.step_over')
  const claims = await provider.finish(query, { ...step, state })
  if (step.linksTo) await addIdentity(ctx, step.linksTo, claims)
  else await signInByIdentity(ctx, claims, step)
  return step.returnTo
}

async function signInByIdentity(
  ctx: Context,
  claims: ProviderClaims,
  { invite }: { invite?: string | undefined },
): Promise<void> {
  const { user, isNew } = await accountOf(ctx, claims, { invite })
  await signIn(ctx, user, { isNew })
}
