import { handleOn, type LiveHandle, type Sink } from '@chatterly/domain/realtime/live-handle'
import type { Encoder } from '@trpc/server/adapters/ws'
import { FrameGuard } from './frame-guard.ts'
import { framesOf } from './frames.ts'
import type { ServerSocket } from './server-socket.ts'
import type { SocketWriter } from './socket-writer.ts'

/**
 * The encoder of one connection. It writes plain JSON as the library does, and when it meets a live handle on its way
 * out it binds that handle to this socket and request: from then on events go to the socket as finished frames,
 * encoded once for everybody, without being read item by item from a generator. The protocol on the wire is the same.
 */
export class DirectEncoder implements Encoder {
  readonly #guard: FrameGuard
  readonly #writer: SocketWriter

  constructor(socket: ServerSocket, writer: SocketWriter) {
    this.#guard = new FrameGuard(socket)
    this.#writer = writer
  }

  encode(response: unknown): string {
    const { id, data, isLast } = answerOf(response)
    if (id !== undefined && isLast) {
      this.#guard.release(id)
      this.#writer.unbind(id)
    }
    const handle = handleOn(data)
    if (handle && id !== undefined) this.#writer.bind(new BoundRequest(handle, id, this.#writer))
    return JSON.stringify(response)
  }

  decode(text: string | ArrayBuffer | Uint8Array): unknown {
    const frame: unknown = JSON.parse(
      typeof text === 'string' ? text : Buffer.from(text as Uint8Array).toString(),
    )
    this.#guard.admit(frame)
    return frame
  }
}

/** A subscription whose events go to the socket at once. */
class BoundRequest implements Sink<unknown> {
  readonly id: string
  readonly #handle: LiveHandle
  readonly #writer: SocketWriter

  constructor(handle: LiveHandle, id: string, writer: SocketWriter) {
    this.id = id
    this.#handle = handle
    this.#writer = writer
    handle.bind(this)
  }

  send(item: unknown): void {
    this.#writer.write(framesOf(this.#handle, item, this.id))
  }

  isPaused(): boolean {
    return this.#writer.isPaused()
  }

  resume(): void {
    this.#handle.resume()
  }
}

type Answer = { id?: string; data?: unknown; isLast?: boolean }

/** The request an answer belongs to, as JSON, and what it carries: the item itself, or what a tracked item holds. */
function answerOf(response: unknown): Answer {
  if (typeof response !== 'object' || response === null) return {}
  const { id, result, error } = response as Response
  if (id === undefined) return {}
  const request = { id: JSON.stringify(id), isLast: error !== undefined || result?.type === 'stopped' }
  if (result === undefined) return request
  const data = result.id === undefined ? result.data : (result.data as { data?: unknown }).data
  return { ...request, data }
}

type Response = { id?: unknown; error?: unknown; result?: { type?: string; id?: unknown; data?: unknown } }
