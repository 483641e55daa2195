import { createHash, randomUUID } from 'node:crypto'
import type { Database } from '@chatterly/db/database'
import { sessions } from '@chatterly/db/schema/auth'
import { UserId } from '@chatterly/protocol/ids'
import type { Logger } from '@chatterly/platform/logger'
import type { Redis } from '@chatterly/platform/redis'
import { eq, inArray, lt, sql } from 'drizzle-orm'
import { z } from 'zod'
import { readTogether } from '../read-together.ts'

/** Seconds. How long an entry of the cache is believed without asking PostgreSQL. */
const CACHE_SECONDS = 60
const RETRY_FORGET_MS = 500
const GENERATION_KEY = 'session-generation'

const Cached = z.object({ generation: z.string(), userId: UserId.nullable(), expiresAt: z.iso.datetime() })
type Cached = z.infer<typeof Cached>
export type StoredSession = { idHash: string; userId: UserId; expiresAt: Date }
export type SessionStore = ReturnType<typeof createSessionStore>

export const hashSessionId = (id: string) => createHash('sha256').update(id).digest('hex')

/**
 * PostgreSQL holds the truth; Redis remembers it for a moment. An entry counts only under the generation it was
 * written in: an emptied Redis has no generation, and taking it away voids every entry at once.
 */
export function createSessionStore({ db, cache, logger }: { db: Database; cache: Redis; logger: Logger }) {
  async function find(idHash: string): Promise<StoredSession | undefined> {
    const cached = await readCached(idHash)
    if (cached)
      return cached.userId
        ? { idHash, userId: cached.userId, expiresAt: new Date(cached.expiresAt) }
        : undefined
    const [session] = await db.select().from(sessions).where(eq(sessions.idHash, idHash))
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
    await writeCache(session.idHash, { userId: session.userId, expiresAt: session.expiresAt }, 'NX').catch(
      away(undefined),
    )
  }

  async function writeCache(
    idHash: string,
    session: { userId: UserId | null; expiresAt: Date },
    mode?: 'NX',
  ) {
    await cache.set(GENERATION_KEY, randomUUID(), 'NX')
    const generation = await cache.get(GENERATION_KEY)
    if (!generation) return
    const entry = JSON.stringify({ ...session, generation })
    if (mode === 'NX') await cache.set(keyOf(idHash), entry, 'EX', CACHE_SECONDS, 'NX')
    else await cache.set(keyOf(idHash), entry, 'EX', CACHE_SECONDS)
  }

  async function insert(session: StoredSession): Promise<void> {
    await db.insert(sessions).values(session)
  }

  async function extend(idHash: string, expiresAt: Date): Promise<void> {
    await db.update(sessions).set({ expiresAt }).where(eq(sessions.idHash, idHash))
    await cache.del(keyOf(idHash)).catch(away(0))
  }

  /** The row goes first; whoever read it just before finds the cache already saying that it has ended. */
  async function remove(idHashes: string[]): Promise<void> {
    if (idHashes.length === 0) return
    await db.delete(sessions).where(inArray(sessions.idHash, idHashes))
    for (const idHash of idHashes) {
      await writeCache(idHash, { userId: null, expiresAt: new Date() }).catch(forgetAll)
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
    remove,
    /** Of these, the sessions that are no more: mostly none, where those that still are would be thousands. */
    listEnded: async (idHashes: readonly string[]): Promise<string[]> => {
      if (idHashes.length === 0) return []
      const { rows } = await db.execute<{ idHash: string }>(sql`
        select asked.id_hash as "idHash" from unnest(${sql.param(idHashes)}::text[]) as asked(id_hash)
        where not exists (select from ${sessions} where ${sessions.idHash} = asked.id_hash)`)
      return rows.map((row) => row.idHash)
    },
    listOf: (userId: UserId) => db.select().from(sessions).where(eq(sessions.userId, userId)),
    removeExpired: async (now: Date) => void (await db.delete(sessions).where(lt(sessions.expiresAt, now))),
  }
}

const parseEntry = (entry: string | null | undefined) => (entry ? Cached.parse(JSON.parse(entry)) : undefined)

const keyOf = (idHash: string) => `session:${idHash}`
