import type { LiveHandle, SubscriptionResult } from '@chatterly/domain/realtime/live-handle'

/** RFC 6455, section 5.2: the last or only frame of a message, a message in text, the continuation of one. */
const FINAL = 0x80
const TEXT = 0x1
const CONTINUATION = 0x0

/** Bytes. Longer messages are sent in pieces, so that a reader who is slow to take one is seen to get on. */
const FRAGMENT_BYTES = 64 * 1024

/** Finished messages of what was sent last: an item goes to all who share it one after the other. */
let newest: { key: object; byRequest: Map<string, Buffer[]> } | undefined

/** The frames of an item for one request, made once however many sockets share the item. */
export function framesOf(handle: LiveHandle, item: unknown, requestId: string): Buffer[] {
  const key = handle.sharedBy(item)
  if (!key) return encode(handle.toResults(item), requestId)
  if (newest?.key !== key) newest = { key, byRequest: new Map() }
  const name = handle.kind + requestId
  const known = newest.byRequest.get(name)
  if (known) return known
  const frames = encode(handle.toResults(item), requestId)
  newest.byRequest.set(name, frames)
  return frames
}

const encode = (results: SubscriptionResult[], requestId: string) =>
  results.flatMap((result) => textFrames(`{"id":${requestId},"result":${resultJson(result)}}`))

const resultJson = ({ id, data }: SubscriptionResult) =>
  JSON.stringify(id === undefined ? { type: 'data', data } : { type: 'data', id, data })

/** A text message as a server sends it: not compressed, not masked, mostly in one frame. */
export function textFrames(text: string): Buffer[] {
  const size = Buffer.byteLength(text)
  if (size <= FRAGMENT_BYTES) {
    const frame = allocateFrame(FINAL | TEXT, size)
    frame.write(text, frame.length - size)
    return [frame]
  }
  const payload = Buffer.from(text)
  const frames: Buffer[] = []
  for (let at = 0; at < size; at += FRAGMENT_BYTES) {
    const piece = payload.subarray(at, at + FRAGMENT_BYTES)
    const kind = at === 0 ? TEXT : CONTINUATION
    const frame = allocateFrame(at + FRAGMENT_BYTES < size ? kind : FINAL | kind, piece.length)
    piece.copy(frame, frame.length - piece.length)
    frames.push(frame)
  }
  return frames
}

/** A frame with its header, and room for the payload behind it. */
function allocateFrame(firstByte: number, payloadBytes: number): Buffer {
  const headerBytes = payloadBytes < 126 ? 2 : payloadBytes < 0x1_0000 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerBytes + payloadBytes)
  frame[0] = firstByte
  if (headerBytes === 2) frame[1] = payloadBytes
  else if (headerBytes === 4) {
    frame[1] = 126
    frame.writeUInt16BE(payloadBytes, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(payloadBytes), 2)
  }
  return frame
}

/** What was joined last: those who are sent the same are mostly sent the same beside it too. */
let joined: { frames: readonly Buffer[]; bytes: Buffer } | undefined

/** Frames that leave in one write. Whoever is given the same frames shares the bytes. */
export function joinFrames(frames: readonly Buffer[]): Buffer {
  const [first] = frames
  if (frames.length === 1 && first) return first
  const isSame =
    joined?.frames.length === frames.length && joined.frames.every((frame, at) => frame === frames[at])
  if (!joined || !isSame) joined = { frames, bytes: Buffer.concat(frames) }
  return joined.bytes
}
