import { UserId } from '@chatterly/protocol/ids'
import type { Bus } from '@chatterly/platform/bus'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import { z } from 'zod'
import type { Actor } from '../context.ts'
import { hashSessionId, type SessionStore } from './session-store.ts'

/** Days without a visit after which a session ends; half of it, and a visit renews it. */
const SESSION_DAYS = 30
const ENDED_CHANNEL = 'sessions.ended'
const Ended = z.object({ sessionHashes: z.array(z.string()) })

export type Sessions = ReturnType<typeof createSessions>

/** Sessions in cookies. The only file that knows lucia: another library would be put in its place here. */
export function createSessions({
  store,
  bus,
  isSecure,
}: {
  store: SessionStore
  bus: Bus
  isSecure: boolean
}) {
  const lucia = new Lucia(adapterOf(store), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: {
      // The prefix makes a browser refuse the cookie unless it is Secure, for this host alone, and for every path.
      name: isSecure ? '__Host-chatterly' : 'chatterly',
      attributes: { secure: isSecure, sameSite: 'lax', path: '/' },
    },
  })

  async function end(sessionHashes: string[]): Promise<void> {
    await store.remove(sessionHashes)
    await bus.publish(ENDED_CHANNEL, { sessionHashes })
  }

  return {
    /** A new session; the cookie is for the answer. */
    async start(userId: UserId): Promise<{ cookie: string; actor: Actor }> {
      const session = await lucia.createSession(userId, {})
      const actor = { userId, sessionHash: hashSessionId(session.id) }
      return { actor, cookie: lucia.createSessionCookie(session.id).serialize() }
    },

    /** Who the cookie header speaks for, and the cookie to renew, if it is time. */
    async identify(
      cookieHeader: string | undefined,
    ): Promise<{ actor: Actor | null; renewedCookie: string | null }> {
      const id = lucia.readSessionCookie(cookieHeader ?? '')
      if (!id) return { actor: null, renewedCookie: null }
      const { session } = await lucia.validateSession(id)
      if (!session) return { actor: null, renewedCookie: null }
      const actor = { userId: UserId.parse(session.userId), sessionHash: hashSessionId(id) }
      return { actor, renewedCookie: session.fresh ? lucia.createSessionCookie(id).serialize() : null }
    },

    end,
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),
    listEnded: store.listEnded,
    removeExpired: store.removeExpired,

    /** Calls back with the sessions that end, on whatever process they do. */
    onEnded: (handler: (sessionHashes: string[]) => void) =>
      bus.subscribe(ENDED_CHANNEL, (message) => handler(Ended.parse(message).sessionHashes)),
  }
}

const adapterOf = (store: SessionStore): Adapter => ({
  async getSessionAndUser(id) {
    const session = await store.find(hashSessionId(id))
    if (!session) return [null, null]
    const { userId, expiresAt } = session
    return [
      { id, userId, expiresAt, attributes: {} },
      { id: userId, attributes: {} },
    ]
  },
  setSession: ({ id, userId, expiresAt }) =>
    store.insert({ idHash: hashSessionId(id), userId: UserId.parse(userId), expiresAt }),
  updateSessionExpiration: (id, expiresAt) => store.extend(hashSessionId(id), expiresAt),
  deleteSession: (id) => store.remove([hashSessionId(id)]),
  deleteUserSessions: async (userId) =>
    store.remove((await store.listOf(UserId.parse(userId))).map((session) => session.idHash)),
  deleteExpiredSessions: () => store.removeExpired(new Date()),
  // Only hashes are kept, so a session's id cannot be told from its row.
  getUserSessions: () => Promise.reject(new Error('Sessions are listed by their hash')),
})
