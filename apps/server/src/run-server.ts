import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { seedDemo } from '@chatterly/domain/seed-demo'
import { openWorld } from '@chatterly/domain/world'
import type { Env } from '@chatterly/platform/env'
import type { Logger } from '@chatterly/platform/logger'
import { type RunningServer, startServer } from './server.ts'

/** Both from `src` and from the bundle in `dist`. */
const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))

/** The whole server in this process: brings the database up to date, connects, listens. */
export async function runServer(env: Env, logger: Logger): Promise<RunningServer> {
  const open = openWorld(env, logger)
  const { db, clock } = open.world
  await migrateDatabase(db, MIGRATIONS)
  await makePartitions(db, clock.now())
  if (env.SEED_DEMO) await seedDemo(open.world)

  const server = await startServer({ env, open, migrations: MIGRATIONS })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await open.close()
    },
  }
}
