import { Queue as BullQueue, type JobsOptions, Worker } from 'bullmq'
import type { z } from 'zod'
import type { Job, JobHandler } from './job.ts'
import { byName, runJob } from './job-run.ts'
import type { Logger } from './logger.ts'
import { createOutage } from './outage.ts'
import type { Redis } from './redis.ts'
import { within } from './within.ts'

export type Queue = {
  /**
   * Hands the job over. With a `jobId` (no ":" in it), a job of that id that is waiting, running or was done within
   * the last hour is not added again.
   * @throws ZodError when the data does not fit the job; Error when Redis does not take it in
   * time, after which it may still be taken
   */
  enqueue<Data extends z.ZodType>(
    job: Job<Data>,
    data: z.input<Data>,
    options?: EnqueueOptions,
  ): Promise<void>
  /** Runs the job every `repeatEveryMs` from now on. Called again, by any process, it changes the one schedule. */
  schedule<Data extends z.ZodType>(job: Job<Data>, data: z.input<Data>): Promise<void>
  close(): Promise<void>
}

export type EnqueueOptions = { jobId?: string; delayMs?: number }

/** `close` takes no further job and resolves when those under way are done; while Redis is away, at once. */
export type JobRunner = { close(): Promise<void> }

type JobOptions<Data extends z.ZodType> = Pick<Job<Data>, 'name' | 'data' | 'repeatEveryMs'> &
  Partial<Pick<Job<Data>, 'attempts' | 'backoffMs'>>

/** Where a queue is kept; several installations may share one Redis. */
type Place = { prefix?: string; name?: string }

const QUEUE_NAME = 'jobs'

/** The braces keep every key of the queue in one slot, as Redis Cluster asks. */
const keyPrefixOf = ({ prefix = 'chatterly' }: Place) => `{${prefix}:queue}`

/** Milliseconds. A caller may be answering a person, and the connection itself would wait for ever. */
const HANDOVER_TIMEOUT_MS = 2000

/** Jobs one process works on at a time. They wait for others more than they compute. */
const CONCURRENCY = 8

export const defineJob = <Data extends z.ZodType>(options: JobOptions<Data>): Job<Data> => ({
  attempts: 3,
  backoffMs: 1000,
  ...options,
})

/** @param run does the work, perhaps twice for one job; the logger it gets names the job. */
export const handleJob = <Data extends z.ZodType>(
  job: Job<Data>,
  run: (data: z.output<Data>, logger: Logger) => Promise<void>,
): JobHandler => ({
  name: job.name,
  parse: (raw) => {
    const data = job.data.parse(raw)
    return { run: (logger) => run(data, logger) }
  },
})

/** @param connection the `queue` connection of `connectRedis`; it stays open when the queue closes. */
export function createQueue(connection: Redis, logger: Logger, place: Place = {}): Queue {
  const queue = new BullQueue(place.name ?? QUEUE_NAME, { connection, prefix: keyPrefixOf(place) })
  const outage = createOutage(logger, 'Handing over jobs')
  queue.on('error', (error) => outage.failed(error))

  const handOver = async (job: Job, step: Promise<unknown>) => {
    await within(
      HANDOVER_TIMEOUT_MS,
      step,
      `Redis did not take the job ${job.name} within ${HANDOVER_TIMEOUT_MS} ms`,
    )
    outage.recovered()
  }

  return {
    enqueue: async (job, data, { jobId, delayMs } = {}) => {
      job.data.parse(data)
      await handOver(job, queue.add(job.name, data, { ...optionsOf(job), jobId, delay: delayMs }))
    },
    schedule: async (job, data) => {
      if (!job.repeatEveryMs) throw new Error(`The job ${job.name} has no repeatEveryMs`)
      job.data.parse(data)
      const template = { name: job.name, data, opts: optionsOf(job) }
      await handOver(job, queue.upsertJobScheduler(job.name, { every: job.repeatEveryMs }, template))
    },
    close: () => queue.close(),
  }
}

/**
 * Runs the jobs of the queue. One that nobody handles, or whose data does not fit, fails at once, logged as an error.
 * @param connection the `queue` connection of `connectRedis`; it stays open when the runner closes.
 * @throws Error when two handlers have one name
 */
export function runJobs(
  connection: Redis,
  logger: Logger,
  handlers: readonly JobHandler[],
  place: Place = {},
): JobRunner {
  const handlersByName = byName(handlers)
  const settings = { connection, prefix: keyPrefixOf(place), concurrency: CONCURRENCY }
  const worker = new Worker(place.name ?? QUEUE_NAME, (job) => runJob(job, handlersByName, logger), settings)
  const outage = createOutage(logger, 'Fetching jobs')
  const recovered = () => outage.recovered()
  worker.on('error', (error) => outage.failed(error))
  connection.on('ready', recovered)
  return {
    close: async () => {
      connection.off('ready', recovered)
      // Without Redis no job under way could report its end; another runner takes it up again.
      await worker.close(connection.status !== 'ready')
    },
  }
}

/** Done jobs stay an hour, so that a repeated id is recognised; failed ones stay two weeks, to be looked at. */
const optionsOf = (job: Job) =>
  ({
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: job.backoffMs },
    removeOnComplete: { age: 3600, count: 10_000 },
    removeOnFail: { age: 14 * 24 * 3600, count: 10_000 },
  }) satisfies JobsOptions
