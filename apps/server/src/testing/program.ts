import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Env } from '@chatterly/platform/env'
import { type Program as AnyProgram, startProgram as start } from '@chatterly/testing/program'

/** The server as its own program, killed after the test if it still runs. */
export type Program = AnyProgram & { url: string; wsUrl: string }

/** @throws Error when it ends before it is ready, with what it said */
export async function startProgram(
  { env }: { env: Pick<Env, 'DATABASE_URL' | 'REDIS_URL' | 'AUTH_SECRETS'> },
  variables: Record<string, string> = {},
): Promise<Program> {
  const { ready, ...program } = await start({
    app: 'server',
    ready: /Chatterly is ready at (\S+)/,
    variables: {
      PORT: '0',
      DATABASE_URL: env.DATABASE_URL,
      REDIS_URL: env.REDIS_URL,
      AUTH_SECRETS: env.AUTH_SECRETS.join(','),
      RATE_LIMIT_SCALE: '1000',
      SHUTDOWN_GRACE_MS: '500',
      CHATTERLY_DATA_DIR: await mkdtemp(join(tmpdir(), 'chatterly-program-')),
      ...variables,
    },
  })
  const [, url = ''] = ready
  return { ...program, url, wsUrl: url.replace('http', 'ws') }
}
