import { Redis, type RedisOptions } from 'ioredis'
import type { Env } from './env.ts'
import type { Logger } from './logger.ts'
import { createOutage } from './outage.ts'
import { connectCluster } from './redis-cluster.ts'
import { createSilence } from './redis-silence.ts'

export type { Redis }

export type RedisConnections = {
  /** Publishes on the bus. Fails fast. */
  publisher: Redis
  /** Belongs to the bus, which alone knows what is subscribed. Fails fast. */
  subscriber: Redis
  /** For `createQueue` and `runJobs` only: waits for Redis as long as it takes. */
  queue: Redis
  /** What can be lost and worked out again. Fails fast. */
  cache: Redis
  /** Presence, tokens and rate limits. Fails fast. */
  presence: Redis
  /** True once every connection is up; false if that takes longer. */
  whenReady(timeoutMs: number): Promise<boolean>
  close(): Promise<void>
}

type RedisEnv = Pick<Env, 'REDIS_URL' | 'REDIS_KEY_PREFIXES' | 'REDIS_PREFIX' | 'REDIS_CLUSTER'>

type Role = { name: string; database: number; waits?: boolean }

const PUBLISHER: Role = { name: 'publisher', database: 0 }
const SUBSCRIBER: Role = { name: 'subscriber', database: 0 }
const QUEUE: Role = { name: 'queue', database: 1, waits: true }
const CACHE: Role = { name: 'cache', database: 2 }
const PRESENCE: Role = { name: 'presence', database: 3 }

type Connection = { client: Redis; close(): Promise<void> }

/** Milliseconds. Longer than a slow command takes, shorter than a person waits. */
const COMMAND_TIMEOUT_MS = 1000

/** Milliseconds. An idle connection is asked this often whether it still lives … */
const PULSE_MS = 5000

/** … and given up when it has owed an answer for this long: nobody closes a connection that a network drops. */
const SILENCE_MS = 10_000

const LONGEST_RECONNECT_DELAY_MS = 2000

/**
 * Connects one client per role and returns at once; a Redis that is away is waited for in the background.
 * Until it is there, commands of the roles that fail fast are refused, and those of the queue wait.
 */
export function connectRedis(env: RedisEnv, logger: Logger): RedisConnections {
  const connections: Connection[] = []
  const silence = createSilence()
  const connect = (role: Role) => {
    const connection = connectRole(env, role, logger)
    connections.push(connection)
    // The nodes of a cluster answer each for themselves; the bus deals with its subscriber, and the queue waits.
    if (!env.REDIS_CLUSTER && !role.waits && role !== SUBSCRIBER) silence.watch(connection.client)
    return connection.client
  }
  return {
    publisher: connect(PUBLISHER),
    subscriber: connect(SUBSCRIBER),
    queue: connect(QUEUE),
    cache: connect(CACHE),
    presence: connect(PRESENCE),
    whenReady: async (timeoutMs) => {
      const answers = await Promise.all(connections.map(({ client }) => isReadyWithin(client, timeoutMs)))
      return answers.every(Boolean)
    },
    close: async () => {
      await Promise.all(connections.map((connection) => connection.close()))
    },
  }
}

function connectRole(env: RedisEnv, role: Role, logger: Logger): Connection {
  const client = env.REDIS_CLUSTER
    ? connectCluster(env.REDIS_URL, clusterOptionsOf(env, role))
    : connectServer(env, role)
  const outage = createOutage(logger, `Redis (${role.name})`)
  client.on('error', (error) => outage.failed(error))
  client.on('reconnecting', () => outage.failed(new Error('The connection was lost')))
  client.on('ready', () => outage.recovered())
  const pulse = role.waits ? undefined : setInterval(() => askForLife(client), PULSE_MS).unref()
  return { client, close: () => closeClient(client).finally(() => clearInterval(pulse)) }
}

const connectServer = (env: RedisEnv, role: Role) =>
  new Redis(serverOf(env.REDIS_URL), {
    ...partOf(env, role),
    ...behaviourOf(role),
    retryStrategy: reconnectDelayMs,
    ...(role.waits ? {} : { enableOfflineQueue: false }),
  })

const clusterOptionsOf = (env: RedisEnv, role: Role) => ({
  redisOptions: behaviourOf(role),
  clusterRetryStrategy: reconnectDelayMs,
  enableOfflineQueue: role.waits ?? false,
  shardedSubscribers: role === SUBSCRIBER,
  // What the cache asks for together has to be in one slot; limits may be anywhere.
  keyPrefix: role === CACHE ? `{${env.REDIS_PREFIX}:cache}:` : keyPrefixOf(env, role),
})

const behaviourOf = (role: Role) => ({
  ...(role.waits ? WAIT : FAIL_FAST),
  connectionName: `chatterly-${role.name}`,
  connectTimeout: 5000,
})

const WAIT = {
  maxRetriesPerRequest: null,
  // A worker's blocking read rightly takes up to ten seconds.
  socketTimeout: 2 * SILENCE_MS,
} satisfies RedisOptions

const FAIL_FAST = {
  maxRetriesPerRequest: 1,
  autoResendUnfulfilledCommands: false,
  // The bus knows best what is subscribed; see bus.ts.
  autoResubscribe: false,
  commandTimeout: COMMAND_TIMEOUT_MS,
  // What is asked in one tick leaves in one write.
  enableAutoPipelining: true,
  socketTimeout: SILENCE_MS,
} satisfies RedisOptions

/** Doubles up to the cap, and half of it is chance, so that many processes do not come back in step. */
export function reconnectDelayMs(attempt: number): number {
  const delay = Math.min(50 * 2 ** attempt, LONGEST_RECONNECT_DELAY_MS)
  return Math.round(delay / 2 + Math.random() * (delay / 2))
}

const partOf = (env: RedisEnv, role: Role): RedisOptions => ({
  db: env.REDIS_KEY_PREFIXES ? 0 : role.database,
  keyPrefix: keyPrefixOf(env, role),
})

/** BullMQ refuses key prefixes on its connection and brings its own, and so does the bus with its channels. */
const keyPrefixOf = (env: RedisEnv, role: Role) =>
  role === CACHE || role === PRESENCE ? `${env.REDIS_PREFIX}:${role.name}:` : ''

// A database named in the address would win over the one of the role.
function serverOf(address: string): string {
  const url = new URL(address)
  url.pathname = ''
  return url.href
}

// A missing answer needs no handling here: the socket's own timeout then ends the connection, and that is logged.
function askForLife(client: Redis): void {
  if (client.status === 'ready') client.ping().catch(() => undefined)
}

function isReadyWithin(client: Redis, timeoutMs: number): Promise<boolean> {
  if (client.status === 'ready') return Promise.resolve(true)
  return new Promise((resolve) => {
    const settle = (isReady: boolean) => {
      clearTimeout(timer)
      client.off('ready', onReady)
      resolve(isReady)
    }
    const onReady = () => settle(true)
    const timer = setTimeout(() => settle(false), timeoutMs)
    client.on('ready', onReady)
  })
}

async function closeClient(client: Redis): Promise<void> {
  // Between two attempts there is no connection to end, and ioredis then tells no end either.
  const hasConnection = client.status !== 'end' && client.status !== 'reconnecting'
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()))
  client.disconnect()
  if (hasConnection) await ended
}
