import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '@chatterly/domain/context'
import type { WebSocket } from 'ws'

/** Milliseconds. How late an ended session is noticed when Redis could not say so. */
const LOOK_MS = 4_000
/** Close codes of ours: the session has ended; and RFC 6455's for a server that goes away and comes back. */
const SESSION_ENDED = 4401
const SERVICE_RESTART = 1012
const DRAIN_SLICE_MS = 100

/** The sockets of every session, so that they end with it. */
export function createSocketRegistry({ sessions, logger }: Pick<World, 'sessions' | 'logger'>) {
  const bySession = new Map<string, Set<WebSocket>>()

  function add(sessionHash: string, socket: WebSocket): void {
    const sockets = bySession.get(sessionHash) ?? new Set()
    bySession.set(sessionHash, sockets.add(socket))
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0 && bySession.get(sessionHash) === sockets) bySession.delete(sessionHash)
    })
  }

  function end(sessionHashes: Iterable<string>): void {
    for (const sessionHash of sessionHashes) {
      for (const socket of bySession.get(sessionHash) ?? [])
        socket.close(SESSION_ENDED, 'The session has ended')
    }
  }

  async function look(): Promise<void> {
    const open = [...bySession.keys()]
    const alive = await sessions.listAlive(open)
    end(open.filter((sessionHash) => !alive.has(sessionHash)))
  }

  return {
    add,

    /** Ends sockets with their sessions, told by Redis or found in PostgreSQL. Returns how to stop. */
    async watch(): Promise<() => Promise<void>> {
      const unsubscribe = await sessions.onEnded(end)
      const timer = setInterval(() => {
        look().catch((error: unknown) =>
          logger.warn({ err: error }, 'Sessions of open sockets could not be looked up'),
        )
      }, LOOK_MS)
      timer.unref()
      return async () => {
        clearInterval(timer)
        await unsubscribe()
      }
    },

    sendAll(text: string): void {
      for (const sockets of bySession.values()) for (const socket of sockets) socket.send(text)
    },

    /** In even slices over the time given, so that those who come back do not all come at once. */
    async closeAll(graceMs: number): Promise<void> {
      const sockets = [...bySession.values()].flatMap((set) => [...set])
      const slices = Math.max(1, Math.floor(graceMs / 2 / DRAIN_SLICE_MS))
      const size = Math.max(1, Math.ceil(sockets.length / slices))
      for (let at = 0; at < sockets.length; at += size) {
        for (const socket of sockets.slice(at, at + size))
          socket.close(SERVICE_RESTART, 'The server restarts')
        if (at + size < sockets.length) await sleep(DRAIN_SLICE_MS)
      }
      await sleep(sockets.length > 0 ? DRAIN_SLICE_MS : 0)
      for (const socket of sockets) socket.terminate()
    },
  }
}
