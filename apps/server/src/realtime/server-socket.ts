import { WebSocket } from 'ws'
import { textFrames } from './frames.ts'
import type { SocketWriter } from './socket-writer.ts'

/** Answers take the same way as events: what it is told in one tick leaves in one write. */
export class ServerSocket extends WebSocket {
  writer: SocketWriter | undefined
  /** Where it comes from. */
  address = ''
  /** Of the heartbeat, since this socket was last heard. */
  silentLooks = 0

  override send(text: string): void {
    this.writer?.answer(textFrames(text))
  }
}
