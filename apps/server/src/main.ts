import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { seedDemo } from '@chatterly/domain/seed-demo'
import { openWorld } from '@chatterly/domain/world'
import { runProgram } from '@chatterly/platform/program'
import { startServer } from './server.ts'

/** Both from `src` and from the bundle in `dist`. */
const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))

await runProgram('server', async (env, logger) => {
  const open = openWorld(env, logger)
  const { db, clock } = open.world
  await migrateDatabase(db, MIGRATIONS)
  await makePartitions(db, clock.now())
  if (env.SEED_DEMO) await seedDemo(open.world)

  const server = await startServer({ env, open, migrations: MIGRATIONS })
  process.stdout.write(`Chatterly is ready at ${server.url}\n`)
  return {
    async stop() {
      await server.stop()
      await open.close()
    },
  }
})
