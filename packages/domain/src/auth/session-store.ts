import { createHash, randomUUID } from 'node:crypto'
import type { Database } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { refreshTokens, type SessionRow, sessions } from '@chatterly/db/schema/auth'
import { scopes } from '@chatterly/protocol/auth/personal-tokens'
import { sessionKinds } from '@chatterly/protocol/auth/sessions'
import { UserId } from '@chatterly/protocol/ids'
import type { Logger } from '@chatterly/platform/logger'
import type { Redis } from '@chatterly/platform/redis'
import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { readTogether } from '../read-together.ts'

/** Seconds. How long an entry of the cache is believed without asking PostgreSQL. */
const CACHE_SECONDS = 60
const RETRY_FORGET_MS = 500
const GENERATION_KEY = 'session-generation'

/** Milliseconds. How coarse the time of the last visit is, and how seldom a visit costs a write. */
export const VISIT_EVERY_MS = 600_000
/** Sessions whose last visit a process remembers to have written. */
const VISITS_MAX = 50_000

const Time = z.iso.datetime().transform((text) => new Date(text))
const Stored = z.object({
  idHash: z.string(),
  userId: UserId,
  kind: z.enum(sessionKinds),
  scopes: z.array(z.enum(scopes)).nullable(),
  expiresAt: Time,
  seenAt: Time.nullable(),
  createdAt: Time,
})
/** What is kept in Redis of one: all that is asked of it at every call, or that it has ended. */
const Cached = z.object({ generation: z.string(), session: Stored.nullable() })
type Cached = z.infer<typeof Cached>
export type StoredSession = z.infer<typeof Stored>
export type SessionStore = ReturnType<typeof createSessionStore>

export const hashSessionId = (id: string) => createHash('sha256').update(id).digest('hex')

/**
 * PostgreSQL holds the truth; Redis remembers it for a moment. An entry counts only under the generation it was
 * written in: an emptied Redis has no generation, and taking it away voids every entry at once.
 */
export function createSessionStore({ db, cache, logger }: { db: Database; cache: Redis; logger: Logger }) {
  const visits = new LRUCache<string, number>({ max: VISITS_MAX })

  async function find(idHash: string): Promise<StoredSession | undefined> {
    const cached = await readCached(idHash)
    if (cached) return cached.session ?? undefined
    const [session] = await db.select(stored).from(sessions).where(eq(sessions.idHash, idHash))
    if (session) await remember(session)
    return session
  }

  const readCached = readTogether<string, Cached | undefined>(async (idHashes) => {
    const [generation, ...entries] = await cache
      .mget(GENERATION_KEY, ...idHashes.map(keyOf))
      .catch(away<(string | null)[]>([]))
    return idHashes.map((_, at) => {
      const cached = parseEntry(entries[at])
      return cached?.generation === generation ? cached : undefined
    })
  })

  /** Never over an entry that is there: it may say that the session has ended meanwhile. */
  async function remember(session: StoredSession): Promise<void> {
    await writeCache(session.idHash, session, 'NX').catch(away(undefined))
  }

  async function writeCache(idHash: string, session: StoredSession | null, mode?: 'NX'): Promise<void> {
    await cache.set(GENERATION_KEY, randomUUID(), 'NX')
    const generation = await cache.get(GENERATION_KEY)
    if (!generation) return
    const entry = JSON.stringify({ generation, session })
    if (mode === 'NX') await cache.set(keyOf(idHash), entry, 'EX', CACHE_SECONDS, 'NX')
    else await cache.set(keyOf(idHash), entry, 'EX', CACHE_SECONDS)
  }

  async function insert(session: SessionRow): Promise<void> {
    await db.insert(sessions).values(session)
  }

  /** The cache says the earlier end for up to a minute, which is days away. */
  async function extend(idHash: string, expiresAt: Date): Promise<void> {
    await db.update(sessions).set({ expiresAt }).where(eq(sessions.idHash, idHash))
  }

  /** Nobody waits for it, and what is lost of it is a time that was coarse anyway. */
  function noteVisit({ idHash, seenAt }: StoredSession, now: Date): void {
    const known = Math.max(seenAt?.getTime() ?? 0, visits.get(idHash) ?? 0)
    if (now.getTime() - known < VISIT_EVERY_MS) return
    visits.set(idHash, now.getTime())
    db.update(sessions)
      .set({ seenAt: now })
      .where(and(eq(sessions.idHash, idHash), wasSeenBefore(now)))
      .catch((error: unknown) => logger.debug({ err: error }, 'A visit could not be noted'))
  }

  /** As `noteVisit`, in one statement for many. Gives the programs among those that had not been noted yet. */
  async function noteVisits(idHashes: readonly string[], now: Date): Promise<StoredSession[]> {
    if (idHashes.length === 0) return []
    const noted = await db
      .update(sessions)
      .set({ seenAt: now })
      .where(and(isOneOf(sessions.idHash, idHashes), gt(sessions.expiresAt, now), wasSeenBefore(now)))
      .returning(stored)
    return noted.filter(({ kind }) => kind === 'program')
  }

  /** With the refresh token that is next: whoever has been connected all the time may go on afterwards. */
  async function extendProgram(idHash: string, expiresAt: Date): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.update(sessions).set({ expiresAt }).where(eq(sessions.idHash, idHash))
      const isNext = and(eq(refreshTokens.sessionHash, idHash), isNull(refreshTokens.replacedAt))
      await tx.update(refreshTokens).set({ expiresAt }).where(isNext)
    })
  }

  /** The row goes first; whoever read it just before finds the cache already saying that it has ended. */
  async function remove(idHashes: readonly string[]): Promise<void> {
    await db.delete(sessions).where(isOneOf(sessions.idHash, idHashes))
    for (const idHash of idHashes) {
      await writeCache(idHash, null).catch(forgetAll)
    }
  }

  /** Redis could not be told that a session ended: all entries are voided as soon as it can be reached. */
  function forgetAll(error: unknown): void {
    logger.warn({ err: error }, 'The session cache could not be told of an end and will be voided')
    const attempt = () => {
      cache.del(GENERATION_KEY).catch(() => setTimeout(attempt, RETRY_FORGET_MS).unref())
    }
    attempt()
  }

  function away<Value>(value: Value) {
    return (error: unknown): Value => {
      logger.debug({ err: error }, 'The session cache is away; PostgreSQL is asked')
      return value
    }
  }

  return {
    find,
    insert,
    extend,
    noteVisit,
    noteVisits,
    extendProgram,
    remove,
    /** Of these, the sessions that are no more: mostly none, where those that still are would be thousands. */
    listEnded: async (idHashes: readonly string[], now: Date): Promise<string[]> => {
      if (idHashes.length === 0) return []
      const { rows } = await db.execute<{ idHash: string }>(sql`
        select asked.id_hash as "idHash" from unnest(${sql.param(idHashes)}::text[]) as asked(id_hash)
        where not exists (
          select from ${sessions} where ${sessions.idHash} = asked.id_hash and ${sessions.expiresAt} > ${now})`)
      return rows.map((row) => row.idHash)
    },
    removeExpired: async (now: Date) => {
      await db.delete(sessions).where(lt(sessions.expiresAt, now))
      await db.delete(refreshTokens).where(lt(refreshTokens.expiresAt, now))
    },
  }
}

const wasSeenBefore = (now: Date) =>
  or(isNull(sessions.seenAt), lt(sessions.seenAt, new Date(now.getTime() - VISIT_EVERY_MS)))

const parseEntry = (entry: string | null | undefined) => (entry ? Cached.parse(JSON.parse(entry)) : undefined)

const stored = {
  idHash: sessions.idHash,
  userId: sessions.userId,
  kind: sessions.kind,
  scopes: sessions.scopes,
  expiresAt: sessions.expiresAt,
  seenAt: sessions.seenAt,
  createdAt: sessions.createdAt,
}

const keyOf = (idHash: string) => `session:${idHash}`
