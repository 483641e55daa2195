import type { Database } from '@chatterly/db/database'
import { users } from '@chatterly/db/schema/users'
import type { Context, SignedInContext } from '@chatterly/domain/context'
import { createCaller } from '@chatterly/domain/router'
import { foldText, searchTextOf } from '@chatterly/domain/users/fold-text'
import { type OpenWorld, openWorld } from '@chatterly/domain/world'
import type { Clock } from '@chatterly/platform/clock'
import { type Env, readEnv } from '@chatterly/platform/env'
import { createLogger } from '@chatterly/platform/logger'
import { ClientKey, type ConversationId, type UserId } from '@chatterly/protocol/ids'
import type { ConversationKind } from '@chatterly/protocol/conversations/shapes'
import type { UserRole } from '@chatterly/protocol/users/shapes'
import { afterAll } from 'vitest'
import { createFreshDatabase } from './databases.ts'

/** Somebody signed in, who calls procedures without a network. */
export type Person = {
  id: UserId
  name: string
  email: string
  /** As a browser would send it. */
  cookie: string
  ctx: SignedInContext
  call: ReturnType<typeof createCaller>
}

export type TestWorld = OpenWorld & {
  env: Env
  db: Database
  person(name: string, role?: UserRole): Promise<Person>
  anonymous(): Context
}

/** The same for every process of a test, as in an installation. */
const TEST_SECRET = 'what every process of a test signs with'

/** A process's world over a fresh database, closed after the file. Call it once per process the test needs. */
export async function openTestWorld(
  options: {
    databaseUrl?: string
    redisUrl?: string
    isRedisCluster?: boolean
    clock?: Clock
    rateLimitScale?: number
    /** Other settings, as the environment would give them. */
    settings?: Record<string, string>
  } = {},
): Promise<TestWorld> {
  const url = options.databaseUrl ?? (await freshDatabase())
  const env = readEnv({
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: url,
    REDIS_URL: options.redisUrl ?? process.env.REDIS_URL,
    AUTH_SECRETS: TEST_SECRET,
    REDIS_CLUSTER: String(options.isRedisCluster ?? false),
    RATE_LIMIT_SCALE: String(options.rateLimitScale ?? 1000),
    ...options.settings,
  })
  const open = openWorld(env, createLogger(env, 'test'), options.clock)
  afterAll(() => open.close())
  await open.redis.whenReady(5000)
  const { world } = open

  const origin = env.PUBLIC_URL ?? 'http://localhost'
  const anonymous = (): Context => ({
    ...world,
    actor: null,
    address: '127.0.0.1',
    origin,
    setCookie: () => {},
  })
  return {
    ...open,
    env,
    db: world.db,
    anonymous,
    async person(name, role = 'member') {
      const { id, email } = await insertUser(world.db, name, role)
      const { actor, cookie } = await world.sessions.start(id)
      const ctx = { ...anonymous(), actor }
      return { id, name, email, cookie: cookie.split(';')[0] ?? '', ctx, call: createCaller(ctx) }
    },
  }
}

async function freshDatabase(): Promise<string> {
  const database = await createFreshDatabase()
  afterAll(() => database.drop())
  return database.url
}

/** No password has it: hashing one takes longer than most tests. Should it ever be shown, it can be recognised. */
export const UNOPENED_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyBzYWx0IQ$dGhlIGhhc2ggb2Ygbm8gcGFzc3dvcmQgd2hhdGV2ZXI'

type Inserted = { id: UserId; email: string }

async function insertUser(db: Database, displayName: string, role: UserRole): Promise<Inserted> {
  const username = `${foldText(displayName).replace(/[^a-z0-9]/g, '')}-${crypto.randomUUID().slice(0, 8)}`
  const [user] = await db
    .insert(users)
    .values({
      email: `${username}@example.com`,
      username,
      displayName,
      passwordHash: UNOPENED_HASH,
      role,
      searchText: searchTextOf({ displayName, username }),
    })
    .returning({ id: users.id, email: users.email })
  if (!user) throw new Error('The person was not returned')
  return user
}

export const newKey = () => ClientKey.parse(crypto.randomUUID())

/** Makes a conversation of somebody with others, and gives its id. */
export async function conversationOf(
  creator: Person,
  others: Person[],
  kind?: ConversationKind,
): Promise<ConversationId> {
  const { id } = await creator.call.conversations.create({
    ...(kind && { kind }),
    ...(kind === 'channel' && { name: `channel ${crypto.randomUUID().slice(0, 8)}` }),
    memberIds: others.map((other) => other.id),
    key: newKey(),
  })
  return id
}

export const say = (person: Person, conversationId: ConversationId, body: string) =>
  person.call.messages.send({ conversationId, body, key: newKey() })
