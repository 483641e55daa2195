import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Backlog } from './backlog.ts'

/** Bytes unsent above which a socket gets no more events: its place in the log is kept, the log is the buffer. */
const PAUSE_BYTES = 256 * 1024
/** Bytes unsent, and milliseconds without getting on, after which a socket is closed and resumes from its cursor. */
const CLOSE_BYTES = 1024 * 1024
const STALL_MS = 10_000
/** Bytes. Smaller answers to a socket that has taken everything else are on their way at once. */
const ANSWER_NOTED_BYTES = 64 * 1024
/** Close code of ours: read too slowly; come back and resume. */
const TOO_SLOW = 4008
/** Milliseconds a close frame is given to leave a socket that is stuck. */
const FAREWELL_MS = 1000

/** Sockets with frames to write in this tick. */
const dirty = new Set<() => void>()

function flushAll(): void {
  for (const flush of dirty) flush()
  dirty.clear()
}

/** Writes finished frames to a socket, all of one tick in one write, and says when it cannot take more. */
export function createSocketWriter(socket: WebSocket, stream: Duplex, backlog: Backlog) {
  let frames: Buffer[] = []
  let waitingBytes = 0
  let stalled: NodeJS.Timeout | undefined
  const resumers: (() => void)[] = []
  const debtor = { unsentBytes: () => stream.writableLength, close }
  backlog.add(debtor)

  function write(frame: Buffer): void {
    if (socket.readyState !== socket.OPEN) return
    frames.push(frame)
    waitingBytes += frame.length
    if (dirty.size === 0) setImmediate(flushAll)
    dirty.add(flush)
  }

  function flush(): void {
    const [first] = frames
    if (!first || socket.readyState !== socket.OPEN) return
    // The library sends whole messages at once, so between two of its writes is always the end of a message.
    stream.write(frames.length === 1 ? first : Buffer.concat(frames))
    const wasPaused = isPaused()
    frames = []
    waitingBytes = 0
    const unsentBytes = stream.writableLength
    if (unsentBytes > 0) backlog.note(debtor, unsentBytes)
    if (unsentBytes > CLOSE_BYTES) close()
    else if (unsentBytes > PAUSE_BYTES) stall()
    else if (wasPaused && !stalled) goOn()
  }

  const isPaused = () => stalled !== undefined || waitingBytes > PAUSE_BYTES

  function stall(): void {
    if (stalled) return
    stalled = setTimeout(close, STALL_MS)
    stream.once('drain', goOn)
  }

  function goOn(): void {
    clearTimeout(stalled)
    stalled = undefined
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
    isPaused,
    /** The library is about to write this much by itself. */
    noteAnswer(bytes: number): void {
      const unsentBytes = stream.writableLength
      if (unsentBytes > 0 || bytes > ANSWER_NOTED_BYTES) backlog.note(debtor, unsentBytes + bytes)
    },
    onResume: (resume: () => void) => void resumers.push(resume),
  }
}
