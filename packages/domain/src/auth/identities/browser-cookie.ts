import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { PROVIDER_STEP_MINUTES } from '@chatterly/protocol/auth/identities'

const SECRET_BYTES = 32
const COOKIE_SECONDS = PROVIDER_STEP_MINUTES * 60

type Secure = { isSecure: boolean }

/** The prefix makes a browser refuse the cookie unless it is Secure, for this host alone, and for every path. */
const nameOf = ({ isSecure }: Secure) => (isSecure ? '__Host-chatterly-provider' : 'chatterly-provider')

export const newBrowserSecret = () => randomBytes(SECRET_BYTES).toString('base64url')

export const hashBrowserSecret = (secret: string) => hash('sha256', secret, 'hex')

/** Lax: it comes along when the provider sends the browser back. */
export const browserCookie = (secret: string, secure: Secure) =>
  `${nameOf(secure)}=${secret}; Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure.isSecure ? '; Secure' : ''}`

/** Whether it is the browser that was given the secret of this hash. */
export function isSameBrowser(cookieHeader: string | undefined, secretHash: string, secure: Secure): boolean {
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim().split('='))
  const [, secret = ''] = pairs.find(([name]) => name === nameOf(secure)) ?? []
  return timingSafeEqual(Buffer.from(hashBrowserSecret(secret)), Buffer.from(secretHash))
}
