import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServices } from '@chatterly/services/start-services'
import { afterAll } from 'vitest'

/** The address of a Redis that nobody else uses: it may be emptied, or made to stand still. Gone after the file. */
export async function startOwnRedis(): Promise<string> {
  const { DATABASE_URL: databaseUrl } = process.env
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: run the tests through vitest.workspace.ts')
  const dataDir = await mkdtemp(join(tmpdir(), 'chatterly-redis-'))
  const services = await startServices({ dataDir, databaseUrl, log: () => {} })
  afterAll(async () => {
    await services.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return services.redisUrl
}
