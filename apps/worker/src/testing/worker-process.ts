import { type Program, startProgram } from '@chatterly/testing/program'
import type { TestWorld } from '@chatterly/testing/test-world'

/** The worker as its own program, over the database and the Redis of a world. It logs in lines of JSON. */
export const startWorker = ({ env }: Pick<TestWorld, 'env'>): Promise<Program> =>
  startProgram({
    app: 'worker',
    ready: /The worker is ready/,
    variables: {
      LOG_LEVEL: 'info',
      DATABASE_URL: env.DATABASE_URL,
      REDIS_URL: env.REDIS_URL,
      AUTH_SECRETS: env.AUTH_SECRETS.join(','),
    },
  })

/** How often it has said so of this call. */
export const saidOf = ({ lines }: Program, callId: string, words: string): number =>
  lines.filter((line) => line.includes(words) && line.includes(callId)).length

/** Nothing is waited for, and nothing put in order. */
export async function kill(worker: Program): Promise<void> {
  worker.signal('SIGKILL')
  await worker.exited
}
