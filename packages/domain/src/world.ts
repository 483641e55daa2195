import { connectDatabase, type DatabaseConnection } from '@chatterly/db/database'
import { createBus } from '@chatterly/platform/bus'
import { type Clock, systemClock } from '@chatterly/platform/clock'
import type { Env } from '@chatterly/platform/env'
import type { Logger } from '@chatterly/platform/logger'
import { createQueue } from '@chatterly/platform/queue'
import { createRateLimiter } from '@chatterly/platform/rate-limiter'
import { connectRedis, type RedisConnections } from '@chatterly/platform/redis'
import { createSecrets } from '@chatterly/platform/secrets'
import { createAccessTokens } from './auth/access-tokens.ts'
import { createTickets } from './auth/programs/tickets.ts'
import { accountSettingsOf } from './auth/account-settings.ts'
import { oidcProviderOf } from './auth/identities/oidc-provider.ts'
import { createSessionStore } from './auth/session-store.ts'
import { createSessions } from './auth/sessions.ts'
import { createCallSeats } from './calls/seats.ts'
import { callSettingsOf } from './calls/settings.ts'
import type { World } from './context.ts'
import { createMessageWriter } from './messages/message-writer.ts'
import { createPageCache } from './messages/page-cache.ts'
import { createNetworkRules } from './network/network-rules.ts'
import { deliverWritten } from './realtime/deliver-written.ts'
import { createHub } from './realtime/hub.ts'
import { createSharedReads } from './realtime/shared-reads.ts'
import { createProfileChanges } from './users/profile-changes.ts'

export type OpenWorld = {
  world: World
  database: DatabaseConnection
  redis: RedisConnections
  close(): Promise<void>
}

/** Connects everything a process works with. It comes up without Redis, and waits for PostgreSQL only when asked. */
export function openWorld(env: Env, logger: Logger, clock: Clock = systemClock): OpenWorld {
  const database = connectDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL_SIZE,
    onError: (error) => logger.warn({ err: error }, 'An idle database connection was lost'),
  })
  const { db } = database
  const redis = connectRedis(env, logger)
  const bus = createBus({ ...redis, logger, prefix: `${env.REDIS_PREFIX}:`, isSharded: env.REDIS_CLUSTER })
  const store = createSessionStore({ db, cache: redis.cache, logger })
  const reads = createSharedReads(db)
  const profiles = createProfileChanges({ bus })
  const hub = createHub({ db, reads, bus, clock, logger })
  const secrets = createSecrets(env.AUTH_SECRETS)
  const accessTokens = createAccessTokens({
    ring: secrets.keyOf('access-token'),
    clock,
    issuer: env.PUBLIC_URL ?? 'chatterly',
  })
  const accounts = accountSettingsOf(env)
  const sessions = createSessions({ store, bus, clock, accessTokens, isSecure: accounts.isSecure })
  const world: World = {
    db,
    reads,
    bus,
    clock,
    logger,
    limiter: createRateLimiter({ redis: redis.presence, scale: env.RATE_LIMIT_SCALE, logger }),
    secrets,
    sessions,
    accessTokens,
    tickets: createTickets({ redis: redis.presence, sessions }),
    accounts,
    oidc: oidcProviderOf(env, logger),
    network: createNetworkRules({ db, bus, logger }),
    hub,
    pages: createPageCache({ profiles }),
    profiles,
    queue: createQueue(redis.queue, logger, { prefix: env.REDIS_PREFIX }),
    callSeats: createCallSeats({ db, bus, logger }),
    callSettings: callSettingsOf(env),
    writer: createMessageWriter({ db, logger, onWritten: (written) => deliverWritten(hub, written) }),
  }
  return {
    world,
    database,
    redis,
    async close() {
      await world.hub.close()
      await world.queue.close()
      await redis.close()
      await database.close()
    },
  }
}
