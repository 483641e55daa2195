import type { Env } from '@chatterly/platform/env'
import type { Logger } from '@chatterly/platform/logger'
import { Refusal } from '@chatterly/protocol/refusals'
import * as openid from 'openid-client'
import { type ProviderClaims, readClaims } from './provider-claims.ts'

/** Where the provider sends people back to, exactly so. */
const CALLBACK_PATH = '/auth/oidc/callback'

/** Seconds a person waits for the provider's own answers at most. */
const TIMEOUT_SECONDS = 10

const SCOPE = 'openid email profile'

/** What belongs together on one way to the provider and back. */
export type Trip = { state: string; nonce: string; codeVerifier: string }

/** The one OpenID Connect provider of this installation. Its address comes from who runs this server, never from a request. */
export type OidcProvider = {
  issuer: string
  name: string
  /**
   * Where the browser goes.
   * @throws auth.provider_failed
   */
  begin(trip: Trip): Promise<string>
  /**
   * What the provider says of whoever came back.
   * @param query behind the `?`
   * @throws auth.provider_denied, auth.provider_failed
   */
  finish(query: string, trip: Trip): Promise<ProviderClaims>
}

export function oidcProviderOf(env: Env, logger: Logger): OidcProvider | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = env
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !PUBLIC_URL) return undefined
  const issuer = new URL(OIDC_ISSUER)
  const redirectUri = `${PUBLIC_URL}${CALLBACK_PATH}`
  let discovered: Promise<openid.Configuration> | undefined

  /** Asked for when first needed, and again after it failed: this server starts without the provider. */
  function discover(): Promise<openid.Configuration> {
    discovered ??= discovery(issuer, { clientId: OIDC_CLIENT_ID ?? '', secret: OIDC_CLIENT_SECRET ?? '' })
    discovered.catch(() => (discovered = undefined))
    return discovered
  }

  function refuse(error: unknown): never {
    const isAnswer = error instanceof openid.AuthorizationResponseError
    // Not the error itself: what it was caused by may hold what the provider said of a person.
    logger.warn({ reason: reasonOf(error) }, 'Signing in at the provider failed')
    throw new Refusal(
      isAnswer && error.error === 'access_denied' ? 'auth.provider_denied' : 'auth.provider_failed',
    )
  }

  return {
    issuer: issuer.href,
    name: env.OIDC_NAME ?? issuer.host,

    async begin({ state, nonce, codeVerifier }) {
      const provider = await discover().catch(refuse)
      const url = openid.buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      })
      return url.href
    },

    finish: (query, trip) =>
      discover()
        .then((provider) => askWhoItIs(provider, new URL(`${redirectUri}?${query}`), trip))
        .catch(refuse),
  }
}

function discovery(issuer: URL, { clientId, secret }: { clientId: string; secret: string }) {
  return openid.discovery(issuer, clientId, secret, authenticateBy(secret), {
    timeout: TIMEOUT_SECONDS,
    execute: [
      // The library would believe an ID token for the connection it came by; ours has its signature checked too.
      openid.enableNonRepudiationChecks,
      // Only this machine itself may be asked without TLS: the environment is not taken otherwise.
      ...(issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
    ],
  })
}

/** As the provider takes it: in the header, which every provider has to know, unless it says that it does not. */
const authenticateBy =
  (secret: string): openid.ClientAuth =>
  (server, ...request) => {
    const known = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const authenticate = known.includes('client_secret_basic')
      ? openid.ClientSecretBasic
      : openid.ClientSecretPost
    return authenticate(secret)(server, ...request)
  }

async function askWhoItIs(
  provider: openid.Configuration,
  callback: URL,
  { state, nonce, codeVerifier }: Trip,
): Promise<ProviderClaims> {
  const tokens = await openid.authorizationCodeGrant(provider, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  })
  const claims = readClaims(tokens.claims())
  // Many providers put the address only where one has to ask for it.
  if (claims.email !== null || !provider.serverMetadata().userinfo_endpoint) return claims
  return readClaims(await openid.fetchUserInfo(provider, tokens.access_token, claims.subject))
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
