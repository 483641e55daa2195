import { type Env, readEnv } from '@chatterly/platform/env'
import { BENCH_SECRET } from './bench-secret.ts'

type Addresses = { databaseUrl: string; redisUrl: string }

/** What a process of a bench is set to, silent and as in an installation. @param more other settings by their names */
export const benchEnv = ({ databaseUrl, redisUrl }: Addresses, more: Record<string, string> = {}): Env =>
  readEnv({
    NODE_ENV: 'production',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    AUTH_SECRETS: BENCH_SECRET,
    ...more,
  })
