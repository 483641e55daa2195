import type { ServerSocket } from './server-socket.ts'

/** Milliseconds after which a silent socket is asked, and in which it has to answer: noticed within 20 s in all. */
const PING_MS = 15_000
const PONG_WAIT_MS = 5_000

/** Milliseconds between two looks at all sockets: one timer in place of one or two for each. */
const LOOK_MS = 500
const ASK_LOOKS = PING_MS / LOOK_MS
const GONE_LOOKS = (PING_MS + PONG_WAIT_MS) / LOOK_MS

/** The library's own words, which its client answers. */
const PING = 'PING'

/**
 * Finds sockets whose other end is lost. Silence is counted in looks and not by the clock: while this process itself
 * stood still, nobody could be heard.
 */
export function startHeartbeat(sockets: () => Iterable<ServerSocket>): { stop(): void } {
  const look = () => {
    for (const socket of sockets()) {
      socket.silentLooks += 1
      if (socket.silentLooks === ASK_LOOKS) socket.send(PING)
      else if (socket.silentLooks >= GONE_LOOKS) socket.terminate()
    }
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return { stop: () => clearInterval(timer) }
}

/** Something has come from its other end. */
export function hear(socket: ServerSocket): void {
  socket.silentLooks = 0
}
