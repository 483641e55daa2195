import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { seedDemo } from '@chatterly/domain/seed-demo'
import { openWorld } from '@chatterly/domain/world'
import { processEnv } from '@chatterly/platform/env'
import { createLogger } from '@chatterly/platform/logger'
import { startServer } from './server.ts'

/** Both from `src` and from the bundle in `dist`. */
const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))

const env = processEnv()
const logger = createLogger(env, 'server')
const open = openWorld(env, logger)

await migrateDatabase(open.world.db, MIGRATIONS)
await makePartitions(open.world.db, open.world.clock.now())
if (env.SEED_DEMO) await seedDemo(open.world)

const server = await startServer({ env, open, migrations: MIGRATIONS })
logger.info({ port: env.PORT }, 'Listening')
if (env.NODE_ENV !== 'test') process.stdout.write(`Chatterly is ready at ${server.url}\n`)

let isStopping = false
async function stop(signal: string): Promise<void> {
  if (isStopping) return
  isStopping = true
  logger.info({ signal }, 'Stopping')
  await server.stop()
  await open.close()
}
process.on('SIGTERM', () => void stop('SIGTERM'))
process.on('SIGINT', () => void stop('SIGINT'))
