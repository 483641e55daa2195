import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import { readStamp, type Stamp } from './stamp.ts'

export type BatchFrame = {
  conversationId: string
  prev: number
  last: number
  count: number
  stamps: Stamp[]
}

/** Up to here a frame has named its conversation and the number it follows. */
const HEAD_BYTES = 150
/** Frames remembered: far more than are ever on their way at once. */
const KNOWN_MAX = 2000
const BATCH = '"type":"batch"'

type Batch = { type?: string; conversationId: string; prev: number; events: KeptEvent[] }

/** Reads batches, each once however many sockets of this process it comes to, so that reading stays cheap. */
export function createBatchReader() {
  const known = new Map<string, BatchFrame>()
  return function read(frame: Buffer): BatchFrame | undefined {
    const head = frame.toString('latin1', 0, Math.min(HEAD_BYTES, frame.length))
    if (!head.includes(BATCH)) return undefined
    const name = `${frame.length} ${head}`
    const seen = known.get(name)
    if (seen) return seen
    const batch = summarize(frame)
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(name, batch)
    return batch
  }
}

/** @throws when the numbers within it do not follow each other */
function summarize(frame: Buffer): BatchFrame {
  const parsed = JSON.parse(frame.toString()) as Batch & { result?: { data: Batch } }
  const { conversationId, prev, events } = parsed.result?.data ?? parsed
  for (const [index, event] of events.entries()) {
    if (event.seq !== prev + index + 1) throw new Error(`Change ${event.seq} does not follow ${prev + index}`)
  }
  const stamps = events.flatMap((event) =>
    event.type === 'message.created' ? (readStamp(event.message.body ?? '') ?? []) : [],
  )
  return { conversationId, prev, last: prev + events.length, count: events.length, stamps }
}
