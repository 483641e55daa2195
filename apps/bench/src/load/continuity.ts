import type { BatchFrame } from './batch-frames.ts'

export type Continuity = { taken: number; lost: number; repeated: number }

/** Where one listener stands in each of its conversations. */
export type Cursors = Map<string, number>

/** Moves the cursor by a batch and counts what is new, what never came, and what came before. */
export function follow(
  cursors: Cursors,
  batch: Pick<BatchFrame, 'conversationId' | 'prev' | 'last'>,
): Continuity {
  const at = cursors.get(batch.conversationId) ?? batch.prev
  const lost = Math.max(0, batch.prev - at)
  const repeated = Math.max(0, Math.min(at, batch.last) - batch.prev)
  cursors.set(batch.conversationId, Math.max(at, batch.last))
  return { taken: batch.last - batch.prev - repeated, lost, repeated }
}
