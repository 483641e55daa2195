import { fileURLToPath } from 'node:url'
import { migrateDatabase } from '@chatterly/db/migrate'
import { authJobHandlers, sweepSessions } from '@chatterly/domain/auth/jobs'
import { startMailSweeper } from '@chatterly/domain/auth/mails/sweeper'
import { callJobHandlers, forgetReports } from '@chatterly/domain/calls/jobs'
import { startCallSweeper } from '@chatterly/domain/calls/sweeper'
import { forgetKeys, logJobHandlers, turnMonths } from '@chatterly/domain/log/jobs'
import { openWorld } from '@chatterly/domain/world'
import { createMailer } from '@chatterly/platform/mail'
import { runProgram } from '@chatterly/platform/program'
import { runJobs } from '@chatterly/platform/queue'

/** Both from `src` and from the bundle in `dist`. */
const MIGRATIONS = fileURLToPath(new URL('../../../packages/db/migrations', import.meta.url))

/** Milliseconds. How long jobs may be without a schedule after Redis has lost its memory. */
const SCHEDULE_AGAIN_MS = 30_000

await runProgram('worker', async (env, logger) => {
  const open = openWorld(env, logger)
  const { world, redis } = open
  await migrateDatabase(world.db, MIGRATIONS)
  const place = { prefix: env.REDIS_PREFIX }
  const { SMTP_URL: url, MAIL_FROM: from } = env
  const mailer = url && from ? createMailer({ url, from }) : undefined
  const handlers = [
    ...logJobHandlers(world, { eventLogDays: env.EVENT_LOG_DAYS, keyDays: env.IDEMPOTENCY_KEY_DAYS }),
    ...authJobHandlers(world, mailer),
    ...callJobHandlers(world),
  ]
  const jobs = runJobs(redis.queue, logger, handlers, place)
  const sweepers = [startCallSweeper(world), startMailSweeper(world, mailer)]
  const schedule = async () => {
    for (const job of [turnMonths, forgetKeys, sweepSessions, forgetReports])
      await world.queue.schedule(job, {})
  }
  await schedule()
  // Redis may have forgotten everything meanwhile, and a schedule that is there does not change.
  const again = setInterval(() => {
    schedule().catch((error: unknown) => logger.warn({ err: error }, 'The jobs could not be scheduled again'))
  }, SCHEDULE_AGAIN_MS)
  logger.info('The worker is ready')
  return {
    async stop() {
      clearInterval(again)
      await jobs.close()
      await Promise.all(sweepers.map((sweeper) => sweeper.stop()))
      mailer?.close()
      await open.close()
    },
  }
})
