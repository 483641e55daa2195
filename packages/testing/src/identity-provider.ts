import { once } from 'node:events'
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { readSignIn, showSignIn } from './provider-sign-in.ts'

/** What the provider says of somebody. */
export type SomebodyElsewhere = {
  email?: string
  email_verified?: boolean
  name?: string
  preferred_username?: string
}

export type IdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>

const CLIENT_ID = 'chatterly'
const CLIENT_SECRET = 'what the provider and the server share'

type Options = {
  /** Of the server it signs people in to. */
  publicUrl: string
  port?: number
  /** Whether it asks who is there, on a page. Otherwise everybody is who the test says, at once. */
  asks?: boolean
}

/** A real OpenID Connect provider on this machine. */
export async function startIdentityProvider({ publicUrl, port = 0, asks = false }: Options) {
  const redirectUri = `${publicUrl}/auth/oidc/callback`
  const people = new Map<string, SomebodyElsewhere>()
  const visitor: { accountId: string | undefined } = { accountId: undefined }

  const http = createServer((request, response) => void answer(request, response))
  http.listen(port, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address() as AddressInfo
  const issuer = `http://127.0.0.1:${address.port}`

  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    // Named, so that it does not say in the test's output that they are not.
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    renderError: (ctx, out) => void (ctx.body = out.error),
    pkce: { required: () => true },
    cookies: { keys: ['of the cookies of the provider'] },
    jwks: { keys: [{ ...signingKey(), use: 'sig', alg: 'RS256' }] },
  })

  const callback = provider.callback()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response)
    const { prompt, session } = await provider.interactionDetails(request, response)
    const isSignIn = prompt.name === 'login'
    if (isSignIn && asks && request.method === 'GET') return showSignIn(response)
    const result = isSignIn ? await signIn(request) : await consentOf(session?.accountId ?? '')
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
  }

  async function signIn(request: IncomingMessage) {
    const accountId = asks ? await believe(request) : visitor.accountId
    return accountId
      ? { login: { accountId } }
      : { error: 'access_denied', error_description: 'The person said no' }
  }

  /** Whoever says who they are; their address is their name here. */
  async function believe(request: IncomingMessage): Promise<string | undefined> {
    const somebody = await readSignIn(request)
    if (somebody) people.set(somebody.email, { ...somebody, email_verified: true })
    return somebody?.email
  }

  async function consentOf(accountId: string) {
    const grant = new provider.Grant({ accountId, clientId: CLIENT_ID })
    grant.addOIDCScope('openid email profile')
    return { consent: { grantId: await grant.save() } }
  }

  return {
    port: address.port,
    people,
    /** Of the server's environment. */
    settings: {
      PUBLIC_URL: publicUrl,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT_ID,
      OIDC_CLIENT_SECRET: CLIENT_SECRET,
      OIDC_NAME: 'Example Organisation',
    },

    /**
     * A browser goes where it is sent until it is sent back. Gives what stands behind the `?` then.
     * @param accountId who signs in; nobody says no
     * @throws Error with what the provider says where it sends nobody back
     */
    async visit(url: string, accountId: string | undefined): Promise<string> {
      visitor.accountId = accountId
      const place = await follow(url, redirectUri)
      return new URL(place).search.slice(1)
    },

    async stop() {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

async function follow(url: string, until: string): Promise<string> {
  const jar = new Map<string, string>()
  let place = url
  while (!place.startsWith(until)) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(place, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/)
      jar.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    place = new URL(location, place).href
  }
  return place
}

const signingKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
