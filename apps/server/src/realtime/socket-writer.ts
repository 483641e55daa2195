import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Backlog } from './backlog.ts'

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

/** Of the sockets with frames to write in this tick. */
let flushes: (() => void)[] = []

function flushAll(): void {
  const due = flushes
  flushes = []
  for (const flush of due) flush()
}

export type SocketWriter = ReturnType<typeof createSocketWriter>

/** Writes finished frames to a socket, all of one tick in one write, and says when it cannot take more. */
export function createSocketWriter(socket: WebSocket, stream: Duplex, backlog: Backlog) {
  let frames: Buffer[] = []
  let waitingBytes = 0
  /** Of what is unsent, at most this much are answers. They were asked for and may be long; all sockets' backlog bounds them. */
  let answerBytes = 0
  /** In this tick, or when the network has taken what it has. */
  let isDue = false
  /** Somebody was told to wait. */
  let hasRefused = false
  let stalled: NodeJS.Timeout | undefined
  const resumers: (() => void)[] = []
  const unsentBytes = () => waitingBytes + stream.writableLength
  const debtor = { unsentBytes, close }
  backlog.add(debtor)

  function write(message: readonly Buffer[]): void {
    if (socket.readyState !== socket.OPEN) return
    for (const frame of message) {
      waitingBytes += frame.length
      frames.push(frame)
    }
    if (isDue) return
    isDue = true
    if (flushes.length === 0) setImmediate(flushAll)
    flushes.push(flush)
  }

  function flush(): void {
    isDue = false
    if (socket.readyState !== socket.OPEN) return
    while (frames.length > 0 && stream.writableLength < PORTION_BYTES) {
      stream.write(takePortion())
    }
    const unsent = unsentBytes()
    if (unsent > 0) backlog.note(debtor, unsent)
    if (unsent - answerBytes > CLOSE_BYTES) return close()
    if (stream.writableNeedDrain) awaitDrain()
    else goOn()
  }

  /** Whole frames: between two of them the library may write a pong or a farewell. */
  function takePortion(): Buffer {
    let bytes = 0
    let count = 0
    while (count < frames.length && (count === 0 || bytes < PORTION_BYTES))
      bytes += frames[count++]?.length ?? 0
    const [first] = frames
    const portion = count === 1 && first ? first : Buffer.concat(frames.slice(0, count), bytes)
    if (count === frames.length) frames.length = 0
    else frames = frames.slice(count)
    waitingBytes -= bytes
    return portion
  }

  function awaitDrain(): void {
    isDue = true
    clearTimeout(stalled)
    stalled = setTimeout(close, STALL_MS)
    stream.once('drain', () => {
      clearTimeout(stalled)
      flush()
    })
  }

  function goOn(): void {
    answerBytes = 0
    if (!hasRefused) return
    hasRefused = false
    for (const resume of resumers) resume()
  }

  function close(): void {
    clearTimeout(stalled)
    socket.close(TOO_SLOW, 'Resume from your cursor')
    setTimeout(() => socket.terminate(), FAREWELL_MS).unref()
  }

  socket.once('close', () => {
    clearTimeout(stalled)
    frames = []
    backlog.remove(debtor)
  })

  return {
    write,
    answer(message: readonly Buffer[]): void {
      for (const frame of message) answerBytes += frame.length
      write(message)
    },
    isPaused(): boolean {
      hasRefused ||= unsentBytes() > PAUSE_BYTES
      return hasRefused
    },
    onResume: (resume: () => void) => void resumers.push(resume),
  }
}
