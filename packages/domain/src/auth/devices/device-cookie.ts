import { createHash, randomBytes } from 'node:crypto'

const ID_BYTES = 32
/** Days for which a browser is known after somebody last signed in there. */
export const DEVICE_DAYS = 180
const DEVICE_SECONDS = DEVICE_DAYS * 86_400

/** The prefix makes a browser refuse the cookie unless it is Secure, for this host alone, and for every path. */
const nameOf = (isSecure: boolean) => (isSecure ? '__Host-chatterly-device' : 'chatterly-device')

export const newDeviceId = () => randomBytes(ID_BYTES).toString('base64url')

export const hashDeviceId = (id: string) => createHash('sha256').update(id).digest('hex')

export const deviceCookie = (id: string, { isSecure }: { isSecure: boolean }) =>
  `${nameOf(isSecure)}=${id}; Max-Age=${DEVICE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

/** The id a browser has been given, if it looks like one. */
export function readDeviceId(
  cookieHeader: string | undefined,
  { isSecure }: { isSecure: boolean },
): string | undefined {
  const name = nameOf(isSecure)
  const pairs = (cookieHeader ?? '').split(';').map((pair) => pair.trim().split('='))
  const [, id] = pairs.find(([each]) => each === name) ?? []
  return id && /^[\w-]{43}$/.test(id) ? id : undefined
}
