import { handleOn, type LiveHandle } from '@chatterly/domain/realtime/live-handle'
import type { Encoder } from '@trpc/server/adapters/ws'
import type { WebSocket } from 'ws'
import { createFrameGuard } from './frame-guard.ts'
import { framesOf } from './frames.ts'
import type { SocketWriter } from './socket-writer.ts'

/**
 * The encoder of one connection. It writes plain JSON as the library does, and when it meets a live handle on its way
 * out it binds that handle to this socket and request: from then on events go to the socket as finished frames,
 * encoded once for everybody, without being read item by item from a generator. The protocol on the wire is the same.
 */
export function createDirectEncoder(socket: WebSocket, writer: SocketWriter): Encoder {
  const guard = createFrameGuard(socket)
  return {
    encode(response: unknown) {
      const { id, data, isLast } = answerOf(response)
      if (id !== undefined && isLast) guard.release(id)
      const handle = handleOn(data)
      if (handle && id !== undefined) bind(handle, id)
      return JSON.stringify(response)
    },
    decode(text) {
      const frame: unknown = JSON.parse(
        typeof text === 'string' ? text : Buffer.from(text as Uint8Array).toString(),
      )
      guard.admit(frame)
      return frame
    },
  }

  function bind(handle: LiveHandle, id: string): void {
    handle.bind({
      send: (item) => writer.write(framesOf(handle, item, id)),
      isPaused: writer.isPaused,
    })
    writer.onResume(() => handle.resume())
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
