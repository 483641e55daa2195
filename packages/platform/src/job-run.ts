import { type Job as BullJob, UnrecoverableError } from 'bullmq'
import type { JobHandler } from './job.ts'
import type { Logger } from './logger.ts'

export type HandlersByName = ReadonlyMap<string, JobHandler>

/** Runs one job and logs its start and its end with name, id, attempt and milliseconds. Throws what the job throws. */
export async function runJob(job: BullJob, handlers: HandlersByName, parent: Logger): Promise<void> {
  const logger = parent.child({ job: job.name, jobId: job.id, attempt: job.attemptsMade + 1 })
  const startedAt = performance.now()
  const ms = () => Math.round(performance.now() - startedAt)
  logger.info('Job started')
  try {
    await prepare(job, handlers).run(logger)
    logger.info({ ms: ms() }, 'Job finished')
  } catch (error) {
    logger.error({ ms: ms(), err: error }, 'Job failed')
    throw error
  }
}

/** @throws Error when two handlers have one name */
export function byName(handlers: readonly JobHandler[]): HandlersByName {
  const map = new Map(handlers.map((handler) => [handler.name, handler]))
  if (map.size < handlers.length) throw new Error('Two job handlers have one name')
  return map
}

/** @throws UnrecoverableError, because another try would end the same way */
function prepare(job: BullJob, handlers: HandlersByName) {
  const handler = handlers.get(job.name)
  if (!handler) throw new UnrecoverableError(`No handler for the job ${job.name}`)
  try {
    return handler.parse(job.data)
  } catch (error) {
    throw new UnrecoverableError(`The data of the job ${job.name} does not fit: ${String(error)}`)
  }
}
