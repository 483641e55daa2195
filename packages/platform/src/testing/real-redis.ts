import { pino } from 'pino'
import { z } from 'zod'
import { type Env, readEnv } from '../env.ts'

/** An environment for tests against the real Redis that `REDIS_URL` names. @throws Error without one */
export function envWithRedis(redisUrl = process.env.REDIS_URL): Env {
  if (!redisUrl)
    throw new Error('REDIS_URL is not set: run the tests through vitest.workspace.ts, which starts Redis')
  return readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgres://unused',
    REDIS_URL: redisUrl,
    AUTH_SECRETS: 'used by nothing that is tested with this',
  })
}

const LogRecord = z.looseObject({ level: z.number(), msg: z.string() })

export type LogRecord = z.infer<typeof LogRecord>

/** A logger that keeps what it is told. */
export function recordingLogger() {
  const records: LogRecord[] = []
  const logger = pino(
    { level: 'debug' },
    { write: (line) => void records.push(LogRecord.parse(JSON.parse(line))) },
  )
  return { logger, records, said: (msg: string) => records.filter((record) => record.msg === msg) }
}
