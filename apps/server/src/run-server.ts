import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { listOpenDemoAccounts, seedDemo } from '@chatterly/domain/seed-demo'
import { openWorld, type OpenWorld } from '@chatterly/domain/world'
import { type Env, isReachable } from '@chatterly/platform/env'
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
  if (isReachable(env)) await refuseDemoAccounts(open.world)
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

/** @throws Error when anybody could sign in as one of them */
async function refuseDemoAccounts(world: OpenWorld['world']): Promise<void> {
  const accounts = await listOpenDemoAccounts(world)
  if (accounts.length === 0) return
  throw new Error(
    `${accounts.join(', ')} still have the password of the demonstration, which everybody can read. Change it or remove them before others can reach this server.`,
  )
}
