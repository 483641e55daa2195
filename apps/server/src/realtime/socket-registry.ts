import { setTimeout as sleep } from 'node:timers/promises'
import { VISIT_EVERY_MS } from '@chatterly/domain/auth/session-store'
import type { Actor, World } from '@chatterly/domain/context'
import { count } from './crowd.ts'
import type { ServerSocket } from './server-socket.ts'
import { Strangers } from './strangers.ts'

/** Milliseconds. How late an ended session is noticed when Redis could not say so. */
const LOOK_MS = 4_000
/** Milliseconds after a look that PostgreSQL did not answer. */
const LOOK_AGAIN_MS = 250
/** Close codes of ours: the session has ended; and RFC 6455's for a server that goes away and comes back. */
export const SESSION_ENDED = 4401
const SERVICE_RESTART = 1012
const DRAIN_SLICE_MS = 100

/** Sockets of one person: tabs, devices and programs; and of one address, behind which a whole office may sit. */
const SOCKETS_PER_PERSON_MAX = 50
const SOCKETS_PER_ADDRESS_MAX = 20_000

/** Whose a socket is. */
export type Owner = { actor: Actor; address: string }

/** The sockets of every session, so that they end with it, and those of nobody yet. */
export function createSocketRegistry({
  sessions,
  logger,
  clock,
  scale,
}: Pick<World, 'sessions' | 'logger' | 'clock'> & { scale: number }) {
  const strangers = new Strangers(scale)
  const bySession = new Map<string, readonly ServerSocket[]>()
  let notedAt = clock.now().getTime()
  const crowds = { person: new Map<string, number>(), address: new Map<string, number>() }

  function add(socket: ServerSocket, { actor, address }: Owner): void {
    count(crowds.person, actor.userId, 1)
    count(crowds.address, address, 1)
    const others = bySession.get(actor.sessionHash) ?? []
    bySession.set(actor.sessionHash, others.concat(socket))
  }

  function remove(socket: ServerSocket, { actor, address }: Owner): void {
    count(crowds.person, actor.userId, -1)
    count(crowds.address, address, -1)
    const left = bySession.get(actor.sessionHash)?.filter((other) => other !== socket) ?? []
    if (left.length > 0) bySession.set(actor.sessionHash, left)
    else bySession.delete(actor.sessionHash)
  }

  function* all(): Iterable<ServerSocket> {
    for (const sockets of bySession.values()) yield* sockets
    yield* strangers.all()
  }

  function end(sessionHashes: Iterable<string>): void {
    for (const sessionHash of sessionHashes) {
      for (const socket of bySession.get(sessionHash) ?? [])
        socket.close(SESSION_ENDED, 'The session has ended')
    }
  }

  async function look(): Promise<void> {
    end(await sessions.listEnded([...bySession.keys()]))
    const now = clock.now().getTime()
    if (now - notedAt < VISIT_EVERY_MS) return
    await sessions.noteConnected([...bySession.keys()])
    notedAt = now
  }

  function keepLooking(): () => void {
    let isStopped = false
    let isAway = false
    let timer: NodeJS.Timeout | undefined
    async function run(): Promise<void> {
      try {
        await look()
        isAway = false
      } catch (error) {
        if (!isAway)
          logger.warn({ err: error }, 'Sessions of open sockets cannot be looked up; tried until they can')
        isAway = true
      }
      wait(isAway ? LOOK_AGAIN_MS : LOOK_MS)
    }
    function wait(ms: number): void {
      if (isStopped) return
      timer = setTimeout(() => void run(), ms)
      timer.unref()
    }
    wait(LOOK_MS)
    return () => {
      isStopped = true
      clearTimeout(timer)
    }
  }

  return {
    add,
    remove,
    all,
    strangers,

    /** Whether the person and the address may have one more. */
    hasRoom: ({ actor, address }: Owner) =>
      (crowds.person.get(actor.userId) ?? 0) < SOCKETS_PER_PERSON_MAX * scale &&
      (crowds.address.get(address) ?? 0) < SOCKETS_PER_ADDRESS_MAX * scale,

    /** Ends sockets with their sessions, told by Redis or found in PostgreSQL. Returns how to stop. */
    async watch(): Promise<() => Promise<void>> {
      const unsubscribe = await sessions.onEnded(end)
      const stopLooking = keepLooking()
      return async () => {
        stopLooking()
        await unsubscribe()
      }
    },

    sendAll(text: string): void {
      for (const socket of all()) socket.send(text)
    },

    /** In even slices over the time given, so that those who come back do not all come at once. */
    async closeAll(graceMs: number): Promise<void> {
      const sockets = [...all()]
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
