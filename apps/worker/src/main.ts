import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { authJobHandlers, sweepSessions } from '@chatterly/domain/auth/jobs'
import { forgetKeys, logJobHandlers, turnMonths } from '@chatterly/domain/log/jobs'
import { openWorld } from '@chatterly/domain/world'
import { runProgram } from '@chatterly/platform/program'
import { createQueue, runJobs } from '@chatterly/platform/queue'

/** Both from `src` and from the bundle in `dist`. */
const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))

await runProgram('worker', async (env, logger) => {
  const open = openWorld(env, logger)
  const { world, redis } = open
  await migrateDatabase(world.db, MIGRATIONS)
  const place = { prefix: env.REDIS_PREFIX }
  const handlers = [
    ...logJobHandlers(world, { eventLogDays: env.EVENT_LOG_DAYS, keyDays: env.IDEMPOTENCY_KEY_DAYS }),
    ...authJobHandlers(world),
  ]
  const jobs = runJobs(redis.queue, logger, handlers, place)
  const queue = createQueue(redis.queue, logger, place)
  for (const job of [turnMonths, forgetKeys, sweepSessions]) await queue.schedule(job, {})
  logger.info('The worker is ready')
  return {
    async stop() {
      await jobs.close()
      await queue.close()
      await open.close()
    },
  }
})
