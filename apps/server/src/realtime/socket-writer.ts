import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Backlog, Debtor } from './backlog.ts'
import { joinFrames } from './frames.ts'

/** Bytes unsent above which a socket gets no more events: its place in the log is kept, the log is the buffer. */
const PAUSE_BYTES = 256 * 1024
/** Bytes of events unsent, and milliseconds without getting on, after which a socket is closed and resumes. */
const CLOSE_BYTES = 1024 * 1024
const STALL_MS = 10_000
/** Bytes handed to the network at once: little enough that a slow reader is seen to get on. */
const PORTION_BYTES = 64 * 1024
/** Close code of ours: read too slowly; come back and resume. */
const TOO_SLOW = 4008
/** Milliseconds a close frame is given to leave a socket that is stuck. */
const FAREWELL_MS = 1000

/** Those with frames to write in this tick. */
let due: SocketWriter[] = []

function flushAll(): void {
  const writers = due
  due = []
  for (const writer of writers) writer.flush()
}

/** A subscription that reads on from the log after a pause. */
type Bound = { id: string; resume(): void }

/** Writes finished frames to a socket, all of one tick in one write, and says when it cannot take more. */
export class SocketWriter implements Debtor {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #backlog: Backlog
  #frames: Buffer[] = []
  #waitingBytes = 0
  /** Of what is unsent, at most this much are answers. They were asked for and may be long; all sockets' backlog bounds them. */
  #answerBytes = 0
  /** In this tick, or when the network has taken what it has. */
  #isDue = false
  /** Somebody was told to wait. */
  #hasRefused = false
  #stalled: NodeJS.Timeout | undefined
  #bound: readonly Bound[] = []

  constructor({ socket, stream, backlog }: { socket: WebSocket; stream: Duplex; backlog: Backlog }) {
    this.#socket = socket
    this.#stream = stream
    this.#backlog = backlog
    backlog.add(this)
  }

  write(message: readonly Buffer[]): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    for (const frame of message) {
      this.#waitingBytes += frame.length
      this.#frames.push(frame)
    }
    if (this.#isDue) return
    this.#isDue = true
    if (due.length === 0) setImmediate(flushAll)
    due.push(this)
  }

  answer(message: readonly Buffer[]): void {
    for (const frame of message) this.#answerBytes += frame.length
    this.write(message)
  }

  isPaused(): boolean {
    this.#hasRefused ||= this.unsentBytes() > PAUSE_BYTES
    return this.#hasRefused
  }

  /** Is told when there is room again after it was told to wait. */
  bind(bound: Bound): void {
    this.#bound = this.#bound.concat(bound)
  }

  unbind(id: string): void {
    if (this.#bound.length > 0) this.#bound = this.#bound.filter((other) => other.id !== id)
  }

  unsentBytes(): number {
    return this.#waitingBytes + this.#stream.writableLength
  }

  flush(): void {
    this.#isDue = false
    if (this.#socket.readyState !== this.#socket.OPEN) return
    while (this.#frames.length > 0 && this.#stream.writableLength < PORTION_BYTES)
      this.#stream.write(this.#takePortion())
    const unsent = this.unsentBytes()
    if (unsent > 0) this.#backlog.note(this, unsent)
    if (unsent - this.#answerBytes > CLOSE_BYTES) this.close()
    else if (this.#stream.writableNeedDrain) this.#awaitDrain()
    else this.#goOn()
  }

  close(): void {
    clearTimeout(this.#stalled)
    this.#socket.close(TOO_SLOW, 'Resume from your cursor')
    setTimeout(() => this.#socket.terminate(), FAREWELL_MS).unref()
  }

  /** The socket is gone. */
  end(): void {
    clearTimeout(this.#stalled)
    this.#frames = []
    this.#backlog.remove(this)
  }

  /** Whole frames: between two of them the library may write a pong or a farewell. */
  #takePortion(): Buffer {
    let bytes = 0
    let count = 0
    while (count < this.#frames.length && (count === 0 || bytes < PORTION_BYTES))
      bytes += this.#frames[count++]?.length ?? 0
    const taken = this.#frames.slice(0, count)
    this.#frames = this.#frames.slice(count)
    this.#waitingBytes -= bytes
    return joinFrames(taken)
  }

  #awaitDrain(): void {
    this.#isDue = true
    clearTimeout(this.#stalled)
    this.#stalled = setTimeout(() => this.close(), STALL_MS)
    this.#stream.once('drain', () => {
      clearTimeout(this.#stalled)
      this.flush()
    })
  }

  #goOn(): void {
    this.#answerBytes = 0
    if (!this.#hasRefused) return
    this.#hasRefused = false
    for (const bound of this.#bound) bound.resume()
  }
}
