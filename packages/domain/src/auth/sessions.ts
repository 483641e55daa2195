import { randomBytes } from 'node:crypto'
import type { SessionKind } from '@chatterly/protocol/auth/sessions'
import type { Scope } from '@chatterly/protocol/auth/personal-tokens'
import type { UserId } from '@chatterly/protocol/ids'
import type { Bus } from '@chatterly/platform/bus'
import type { Clock } from '@chatterly/platform/clock'
import { generateIdFromEntropySize, Lucia, TimeSpan } from 'lucia'
import { SESSION_DAYS } from '@chatterly/protocol/auth/sessions'
import { z } from 'zod'
import type { Actor } from '../context.ts'
import type { AccessTokens } from './access-tokens.ts'
import { isPersonalToken } from './personal-tokens/personal-token.ts'
import { firstEnd, isOver, renewedEnd } from './session-life.ts'
import { hashSessionId, type SessionStore, type StoredSession } from './session-store.ts'

/** Bytes of a session's id. */
const ID_BYTES = 25
const ENDED_CHANNEL = 'sessions.ended'
const Ended = z.object({ sessionHashes: z.array(z.string()) })

export type Sessions = ReturnType<typeof createSessions>

type Options = {
  store: SessionStore
  bus: Bus
  clock: Clock
  accessTokens: AccessTokens
  isSecure: boolean
}

/**
 * One row behind whatever speaks for a person: a cookie, an access token, a personal token. The only file that knows
 * lucia, which makes ids and cookies: another library would be put in its place here.
 */
export function createSessions({ store, bus, clock, accessTokens, isSecure }: Options) {
  const lucia = new Lucia(keepsNothing, {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: {
      // The prefix makes a browser refuse the cookie unless it is Secure, for this host alone, and for every path.
      name: isSecure ? '__Host-chatterly' : 'chatterly',
      attributes: { secure: isSecure, sameSite: 'lax', path: '/' },
    },
  })

  async function begin(begun: Begun): Promise<Actor> {
    const now = clock.now()
    const { idHash, userId, kind, scopes = null } = begun
    const seenAt = kind === 'token' ? null : now
    await store.insert({
      expiresAt: firstEnd(now),
      ...begun,
      scopes,
      createdAt: now,
      confirmedAt: now,
      seenAt,
    })
    return { userId, sessionHash: idHash, kind, scopes }
  }

  async function find(idHash: string): Promise<StoredSession | undefined> {
    const session = await store.find(idHash)
    const now = clock.now()
    if (!session || isOver(session, now)) return undefined
    store.noteVisit(session, now)
    return session
  }

  async function identifyBearer(credential: string): Promise<Actor | null> {
    if (isPersonalToken(credential)) {
      const session = await find(hashSessionId(credential))
      return session?.kind === 'token' ? actorOf(session) : null
    }
    const claims = await accessTokens.verify(credential)
    const session = claims && (await find(claims.sessionHash))
    return session?.kind === 'program' && session.userId === claims?.userId ? actorOf(session) : null
  }

  return {
    /** A new session of a browser; the cookie is for the answer. */
    async start(userId: UserId, { label = '' } = {}): Promise<{ cookie: string; actor: Actor }> {
      const id = generateIdFromEntropySize(ID_BYTES)
      const actor = await begin({ idHash: hashSessionId(id), userId, kind: 'browser', label })
      return { actor, cookie: lucia.createSessionCookie(id).serialize() }
    },

    /** A session that no cookie and no token opens: only what is signed or made for it. */
    startProgram: (userId: UserId, { label }: { label: string }): Promise<Actor> =>
      begin({ idHash: randomHash(), userId, kind: 'program', label }),

    /** A session that the token opens until the day given. */
    keepToken: (token: string, session: TokenSession): Promise<Actor> =>
      begin({ ...session, idHash: hashSessionId(token), kind: 'token' }),

    /** Who the cookie header speaks for, and the cookie to renew, if it is time. */
    async identify(
      cookieHeader: string | undefined,
    ): Promise<{ actor: Actor | null; renewedCookie: string | null }> {
      const id = lucia.readSessionCookie(cookieHeader ?? '')
      const session = id ? await find(hashSessionId(id)) : undefined
      if (!id || session?.kind !== 'browser') return { actor: null, renewedCookie: null }
      const end = renewedEnd(session, clock.now())
      if (end) await store.extend(session.idHash, end)
      return {
        actor: actorOf(session),
        renewedCookie: end ? lucia.createSessionCookie(id).serialize() : null,
      }
    },

    /** Who an access token or a personal token speaks for. */
    identifyBearer,

    /** Who the session is of, if it is still there. */
    async actorOf(sessionHash: string): Promise<Actor | null> {
      const session = await find(sessionHash)
      return session ? actorOf(session) : null
    },

    /**
     * Sessions whose sockets are open are visited all the time. A program's is renewed by that: it may do nothing but
     * listen. A browser's is not: its cookie can be renewed with an answer only.
     */
    async noteConnected(sessionHashes: readonly string[]): Promise<void> {
      const now = clock.now()
      for (const program of await store.noteVisits(sessionHashes, now)) {
        const end = renewedEnd(program, now)
        if (end) await store.extendProgram(program.idHash, end)
      }
    },

    /** Resolves when every process either knows or asks PostgreSQL, which does. */
    async end(sessionHashes: readonly string[]): Promise<void> {
      if (sessionHashes.length === 0) return
      await store.remove(sessionHashes)
      await bus.publish(ENDED_CHANNEL, { sessionHashes })
    },

    blankCookie: () => lucia.createBlankSessionCookie().serialize(),
    listEnded: (sessionHashes: readonly string[]) => store.listEnded(sessionHashes, clock.now()),
    removeExpired: store.removeExpired,

    /** Calls back with the sessions that end, on whatever process they do. */
    onEnded: (handler: (sessionHashes: string[]) => void) =>
      bus.subscribe(ENDED_CHANNEL, (message) => handler(Ended.parse(message).sessionHashes)),
  }
}

type TokenSession = { userId: UserId; label: string; scopes: Scope[]; expiresAt: Date }

type Begun = {
  idHash: string
  userId: UserId
  kind: SessionKind
  label: string
  scopes?: Scope[]
  expiresAt?: Date
}

const actorOf = ({ userId, idHash, kind, scopes }: StoredSession): Actor => ({
  userId,
  sessionHash: idHash,
  kind,
  scopes,
})

/** The hash of something nobody knows. */
const randomHash = () => hashSessionId(randomBytes(ID_BYTES).toString('hex'))

/** Sessions are found, renewed and ended here, by one rule for all kinds: lucia's own checks are for cookies alone. */
const refuse = () => Promise.reject(new Error('Sessions are kept by session-store.ts'))
const keepsNothing = {
  getSessionAndUser: refuse,
  getUserSessions: refuse,
  setSession: refuse,
  updateSessionExpiration: refuse,
  deleteSession: refuse,
  deleteUserSessions: refuse,
  deleteExpiredSessions: refuse,
}
