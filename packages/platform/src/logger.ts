import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import type { Env } from './env.ts'

export type { Logger }

const SECRET_KEYS = [
  'password',
  'cookie',
  'authorization',
  'set-cookie',
  'token',
  'accessToken',
  'refreshToken',
  'ticket',
  'secret',
  'session',
  'Cookie',
  'Authorization',
  'Set-Cookie',
]

/** Levels of nesting at which a secret is still found. */
const REDACTION_DEPTH = 4

/**
 * A logger that writes one line of JSON per record, or readable lines in development.
 * Values under secret keys (password, cookie, token, …) are replaced at any of the first four levels.
 */
export function createLogger(
  env: Pick<Env, 'NODE_ENV' | 'LOG_LEVEL'>,
  name: string,
  destination: DestinationStream = destinationOf(env),
): Logger {
  return pino(
    { name, level: env.LOG_LEVEL, redact: { paths: secretPaths(), censor: '[redacted]' } },
    destination,
  )
}

/** The same logger, naming the request in every record. */
export const forRequest = (logger: Logger, requestId: string): Logger => logger.child({ requestId })

// Synchronous, so that the last words before a crash are not lost.
const destinationOf = (env: Pick<Env, 'NODE_ENV'>): DestinationStream =>
  env.NODE_ENV === 'development'
    ? pretty({ sync: true, ignore: 'pid,hostname' })
    : pino.destination({ sync: true })

function secretPaths(): string[] {
  const prefixes = Array.from({ length: REDACTION_DEPTH }, (_, level) => '*.'.repeat(level).slice(0, -1))
  return prefixes.flatMap((prefix) => SECRET_KEYS.map((key) => `${prefix}["${key}"]`))
}
