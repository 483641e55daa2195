import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import type { Logger } from './logger.ts'
import { createOutage } from './outage.ts'
import type { Redis } from './redis.ts'

/** At most `points` in each window. The window of a key opens with its first point. */
export type Limit = { name: string; points: number; windowSeconds: number }

export type Allowance = { allowed: true } | { allowed: false; retryAfterSeconds: number }

export type RateLimiter = {
  /** Takes `cost` points from the key's window. Never throws: while Redis is away, this process counts alone. */
  consume(limit: Limit, key: string, cost?: number): Promise<Allowance>
}

/** @param options.scale multiplies the points of every limit. */
export function createRateLimiter(options: { redis: Redis; scale: number; logger: Logger }): RateLimiter {
  const outage = createOutage(options.logger, 'The shared rate limiter')
  const countersByLimit = new Map<string, Counters>()

  const countersOf = (limit: Limit): Counters => {
    const identity = `${limit.name} ${limit.points}/${limit.windowSeconds}`
    const counters = countersByLimit.get(identity) ?? createCounters(limit, options)
    countersByLimit.set(identity, counters)
    return counters
  }

  return {
    async consume(limit, key, cost = 1) {
      const { shared, own } = countersOf(limit)
      try {
        const allowance = await take(shared, key, cost)
        outage.recovered()
        return allowance
      } catch (error) {
        outage.failed(error)
        return take(own, key, cost)
      }
    },
  }
}

type Counters = { shared: RateLimiterAbstract; own: RateLimiterAbstract }

function createCounters(limit: Limit, { redis, scale }: { redis: Redis; scale: number }): Counters {
  const options = {
    points: Math.max(1, Math.round(limit.points * scale)),
    duration: limit.windowSeconds,
    keyPrefix: `limit:${limit.name}`,
  }
  return {
    shared: new RateLimiterRedis({ ...options, storeClient: redis }),
    own: new RateLimiterMemory(options),
  }
}

/** @throws whatever the store throws */
async function take(limiter: RateLimiterAbstract, key: string, cost: number): Promise<Allowance> {
  try {
    await limiter.consume(key, cost)
    return { allowed: true }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }
  }
}
