import type { ServerSocket } from './server-socket.ts'

/** Milliseconds between two looks at all sockets: one timer in place of one or two for each. */
const LOOK_MS = 500
/** Looks after which a silent socket is asked, 15 s, and after which one that did not answer is gone, 20 s in all. */
const ASK_LOOKS = 30
const GONE_LOOKS = 40

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
