import type { Random } from '../random.ts'

/** What a network does to bytes on their way. Everything it is given arrives, in order, or not at all. */
export type Shape = {
  /** Milliseconds each way, and by how much they differ from one piece to the next. */
  latencyMs: number
  jitterMs: number
  /** Infinity: as fast as it goes. */
  bytesPerSecond: number
  /** Larger writes are cut into pieces of this size. */
  sliceBytes: number
}

export const clearWire: Shape = {
  latencyMs: 0,
  jitterMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  sliceBytes: Number.POSITIVE_INFINITY,
}

export const isClear = (shape: Shape) =>
  shape.latencyMs === 0 &&
  shape.jitterMs === 0 &&
  shape.bytesPerSecond === Number.POSITIVE_INFINITY &&
  shape.sliceBytes === Number.POSITIVE_INFINITY

export function slicesOf(bytes: Buffer, sliceBytes: number): Buffer[] {
  if (bytes.length <= sliceBytes) return [bytes]
  const slices: Buffer[] = []
  for (let at = 0; at < bytes.length; at += sliceBytes) slices.push(bytes.subarray(at, at + sliceBytes))
  return slices
}

/** When a piece arrives that is sent now; never before the one sent last. */
export function arrivalMs(
  { latencyMs, jitterMs, bytesPerSecond }: Shape,
  { nowMs, lastMs, sizeBytes, random }: { nowMs: number; lastMs: number; sizeBytes: number; random: Random },
): number {
  const onWireMs = (sizeBytes / bytesPerSecond) * 1000
  return Math.max(nowMs + latencyMs + random.next() * jitterMs, lastMs) + onWireMs
}
