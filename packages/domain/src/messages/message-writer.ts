import type { Database } from '@chatterly/db/database'
import { isUnavailable } from '@chatterly/db/unavailable'
import type { Logger } from '@chatterly/platform/logger'
import type { ConversationId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { type Draft, type Outcome, type Written, writeBatch } from './write-batch.ts'

/** Drafts in one statement. More save nothing, and leave the other connection without work. */
const DRAFTS_PER_BATCH_MAX = 250
/** Statements under way: while one commits, the other is worked on. */
const IN_FLIGHT_MAX = 2
/** Drafts that may wait. At ten thousand a second this is two seconds; longer than that, an honest no is better. */
const WAITING_MAX = 20_000
const RETRY_SECONDS = 1

type Waiting = { draft: Draft; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void }

export type MessageWriter = ReturnType<typeof createMessageWriter>

/**
 * Writes messages in batches. Nobody waits for a timer: an idle writer writes at once, and what arrives while it
 * writes leaves together in the next batch. A conversation is in one batch at a time, so drafts keep their order.
 *
 * @param onWritten called once per batch with what was committed, before its senders hear of it
 */
export function createMessageWriter(options: {
  db: Database
  logger: Logger
  onWritten: (written: Written[]) => void
}) {
  const { db, logger, onWritten } = options
  let waiting: Waiting[] = []
  const busy = new Set<ConversationId>()
  let inFlight = 0
  let isStarting = false

  function write(draft: Draft): Promise<Outcome> {
    if (waiting.length >= WAITING_MAX) {
      return Promise.reject(new Refusal('service.unavailable', { retryAfterSeconds: RETRY_SECONDS }))
    }
    return new Promise((resolve, reject) => {
      waiting.push({ draft, resolve, reject })
      // Sends that arrive in one tick leave in one batch.
      if (!isStarting) setImmediate(start)
      isStarting = true
    })
  }

  function start(): void {
    isStarting = false
    while (inFlight < IN_FLIGHT_MAX) {
      const batch = takeBatch()
      if (batch.length === 0) return
      inFlight += 1
      void run(batch)
    }
  }

  function takeBatch(): Waiting[] {
    const batch: Waiting[] = []
    const taken = new Set<ConversationId>()
    const left: Waiting[] = []
    for (const item of waiting) {
      const isFree = !busy.has(item.draft.conversationId) && batch.length < DRAFTS_PER_BATCH_MAX
      if (!isFree) left.push(item)
      else {
        batch.push(item)
        taken.add(item.draft.conversationId)
      }
    }
    waiting = left
    for (const id of taken) busy.add(id)
    return batch
  }

  async function run(batch: Waiting[]): Promise<void> {
    try {
      settle(
        batch,
        await writeBatch(
          db,
          batch.map((item) => item.draft),
        ),
      )
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error)) await runOneByOne(batch, error)
      else for (const item of batch) item.reject(error)
    } finally {
      for (const item of batch) busy.delete(item.draft.conversationId)
      inFlight -= 1
      start()
    }
  }

  /** A batch failed as a whole, and PostgreSQL is there: one of its drafts is to blame, and only that one fails. */
  async function runOneByOne(batch: Waiting[], error: unknown): Promise<void> {
    logger.warn({ err: error, size: batch.length }, 'A batch failed and is written one by one')
    for (const item of batch) {
      await writeBatch(db, [item.draft]).then((outcomes) => settle([item], outcomes), item.reject)
    }
  }

  function settle(batch: Waiting[], outcomes: Outcome[]): void {
    onWritten(outcomes.flatMap((outcome) => (outcome.kind === 'written' ? [outcome.written] : [])))
    for (const [index, item] of batch.entries()) {
      const outcome = outcomes[index]
      if (outcome) item.resolve(outcome)
      else item.reject(new Error('A draft of the batch has no outcome'))
    }
  }

  return { write, waitingCount: () => waiting.length }
}
