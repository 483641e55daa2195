import { z } from 'zod'

export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`))

export const positive = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number such as 1 or 0.5')
  .transform(Number)
  .pipe(z.number().positive('must be above 0').max(1_000_000, 'must be at most 1000000'))

export const flag = z.enum(['true', 'false']).transform((word) => word === 'true')

export const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])

export const databaseUrl = addressOf(['postgres:', 'postgresql:'])

/** One address, or several nodes of a cluster with commas between. */
export const redisUrls = z
  .string()
  .refine(
    (text) => text.split(',').every((address) => isAddressOf(address.trim(), ['redis:', 'rediss:'])),
    'must be an address that begins with redis:// or rediss://',
  )

/** Addresses of STUN or TURN servers with commas between, as RFC 7064 and RFC 7065 write them. */
export const iceUrls = (schemes: readonly string[]) =>
  z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .pipe(
      z.array(
        z.string().refine((url) => schemes.includes(url.slice(0, url.indexOf(':') + 1)), {
          message: `must be addresses that begin with ${schemes.join(' or ')}`,
        }),
      ),
    )

export const smtpUrl = addressOf(['smtp:', 'smtps:'])

/** A mailbox, or a name with one: neither begins another line of a mail. */
export const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
    'must be an address such as Chatterly <chatterly@example.org>',
  )

/** Without the signs that mean something to Redis Cluster. */
export const keyPrefix = z
  .string()
  .regex(/^[\w:.-]{1,64}$/, 'must be up to 64 letters, digits, and any of - _ . :')

/** RFC 7518 asks of a secret as many bytes as its signature has. */
const SECRET_MIN = 32

/** Secrets with commas between. */
export const secretList = z
  .string()
  .transform((text) => text.split(',').map((secret) => secret.trim()))
  .pipe(z.array(z.string().min(SECRET_MIN, `must be secrets of at least ${SECRET_MIN} characters each`)))

/** An origin: scheme, host and port, nothing behind them. */
export const publicUrl = addressOf(['http:', 'https:'])
  .refine((text) => ['', '/'].includes(new URL(text).pathname), 'must not have a path')
  .transform((text) => new URL(text).origin)

/** RFC 8252: only this machine itself may be talked to without TLS. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where an OpenID Connect provider says how it is used: what comes from there is believed, so it is TLS. */
export const issuerUrl = addressOf(['https:', 'http:']).refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || LOOPBACK.has(hostname)
}, 'must be an address that begins with https://')

/** Express's `trust proxy` setting, typed. */
export const trustProxy = z.string().transform((text): boolean | number | string => {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^\d+$/.test(text) ? Number(text) : text
})

const SERVER_ROLES = ['http', 'realtime'] as const

export const serverRoles = z
  .string()
  .transform((text) => text.split(',').map((word) => word.trim()))
  .pipe(z.array(z.enum(SERVER_ROLES)))

function addressOf(schemes: readonly string[]) {
  const wanted = schemes.map((scheme) => `${scheme}//`).join(' or ')
  return z.string().refine((text) => isAddressOf(text, schemes), {
    message: `must be an address that begins with ${wanted}`,
    abort: true,
  })
}

const isAddressOf = (text: string, schemes: readonly string[]) =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol)
