import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import type { BatchFrame } from './batch-frames.ts'
import type { Continuity } from './continuity.ts'

export type Counts = {
  deliveries: number
  frames: number
  lost: number
  repeated: number
  /** Requests that were asked to come again. */
  refused: number
  /** From before the message was sent until it was here. */
  latencies: Latencies
}

/** Counts what arrives, and knows when a message has arrived everywhere. */
export function createTally() {
  let counts = fresh()
  const awaited = new Map<number, { left: number; onAll: () => void }>()

  function arrived(mark: number): void {
    const message = awaited.get(mark)
    if (!message) return
    message.left -= 1
    if (message.left > 0) return
    awaited.delete(mark)
    message.onAll()
  }

  return {
    onBatch(batch: BatchFrame, { taken, lost, repeated }: Continuity): void {
      counts.deliveries += taken
      counts.frames += 1
      counts.lost += lost
      counts.repeated += repeated
      if (taken !== batch.count) return
      const now = nowMicros()
      for (const { mark, sentMicros } of batch.stamps) {
        recordLatency(counts.latencies, now - sentMicros)
        arrived(mark)
      }
    },

    onRefused: () => void (counts.refused += 1),

    /** Calls back when the message has come to so many listeners. */
    await: (mark: number, listeners: number, onAll: () => void) =>
      void awaited.set(mark, { left: listeners, onAll }),

    read: () => counts,
    reset(): void {
      counts = fresh()
      awaited.clear()
    },
  }
}

export type Tally = ReturnType<typeof createTally>

const fresh = (): Counts => ({
  deliveries: 0,
  frames: 0,
  lost: 0,
  repeated: 0,
  refused: 0,
  latencies: noLatencies(),
})
