import type { LiveHandle, SubscriptionResult } from '@chatterly/domain/realtime/live-handle'

const FINAL_TEXT = 0x81

/** Finished frames by what they carry, and by request id: most connections use the same few ids. */
const shared = new WeakMap<object, Map<string, Buffer>>()

/** The frames of an item for one request, made once however many sockets share the item. */
export function frameOf(handle: LiveHandle, item: unknown, requestId: string): Buffer {
  const key = handle.sharedBy(item)
  if (!key) return encode(handle.toResults(item), requestId)
  const byRequest = shared.get(key) ?? new Map<string, Buffer>()
  shared.set(key, byRequest)
  const name = `${handle.kind} ${requestId}`
  const known = byRequest.get(name)
  if (known) return known
  const frame = encode(handle.toResults(item), requestId)
  byRequest.set(name, frame)
  return frame
}

const encode = (results: SubscriptionResult[], requestId: string) =>
  Buffer.concat(results.flatMap((result) => toFrame(`{"id":${requestId},"result":${resultJson(result)}}`)))

const resultJson = ({ id, data }: SubscriptionResult) =>
  JSON.stringify(id === undefined ? { type: 'data', data } : { type: 'data', id, data })

/** A whole text message as a server sends it: final, not compressed, not masked (RFC 6455, section 5.2). */
function toFrame(text: string): Buffer[] {
  const payload = Buffer.from(text)
  const size = payload.length
  if (size < 126) return [Buffer.from([FINAL_TEXT, size]), payload]
  const header = Buffer.alloc(size < 0x1_0000 ? 4 : 10)
  header[0] = FINAL_TEXT
  if (size < 0x1_0000) {
    header[1] = 126
    header.writeUInt16BE(size, 2)
  } else {
    header[1] = 127
    header.writeBigUInt64BE(BigInt(size), 2)
  }
  return [header, payload]
}
