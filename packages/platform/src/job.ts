import type { z } from 'zod'
import type { Logger } from './logger.ts'

/** Work that is done later, perhaps elsewhere, perhaps twice. Its data holds ids, never rows. */
export type Job<Data extends z.ZodType = z.ZodType> = {
  name: string
  data: Data
  /** Tries before the job counts as failed. */
  attempts: number
  /** Milliseconds before the second try; doubles with each further one. */
  backoffMs: number
  /** Milliseconds between two runs, for a job that is scheduled. */
  repeatEveryMs?: number
}

/** A job's name with what is done for it. Made by `handleJob`, which knows the type of the data. */
export type JobHandler = { name: string; parse(data: unknown): PreparedJob }

type PreparedJob = { run(logger: Logger): Promise<void> }
