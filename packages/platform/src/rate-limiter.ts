import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import { createLeases, type Leases } from './rate-leases.ts'
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

/**
 * Points are taken from Redis by the lot, and the rest of a lot is spent from memory: most calls ask nobody. A limit
 * is never exceeded for it. What a process holds of a lot when its window closes is lost, so somebody who spreads
 * their calls over many processes may be told to wait that much earlier.
 *
 * @param options.scale multiplies the points of every limit.
 */
export function createRateLimiter(options: { redis: Redis; scale: number; logger: Logger }): RateLimiter {
  const outage = createOutage(options.logger, 'The shared rate limiter')
  // The first of these adds a command to the client. Commands that already wait to leave together would not know it,
  // and their answers then end the process: so it is there before anything is asked.
  new RateLimiterRedis({ storeClient: options.redis, points: 1, duration: 1 })
  const countersByLimit = new Map<string, Counters>()

  const countersOf = (limit: Limit): Counters => {
    const identity = `${limit.name} ${limit.points}/${limit.windowSeconds}`
    const counters = countersByLimit.get(identity) ?? createCounters(limit, options)
    countersByLimit.set(identity, counters)
    return counters
  }

  /** One question at a time where the answer is a lot: those who come meanwhile spend from it. */
  async function ask(counters: Counters, key: string, cost: number): Promise<Allowance> {
    const { asking, leases, lot } = counters
    if (lot === 1) return takeLot(counters, key, cost)
    for (let earlier = asking.get(key); earlier; earlier = asking.get(key)) {
      const answer = await earlier
      if (leases.spend(key, cost)) return ALLOWED
      if (!answer.allowed) return answer
    }
    const answer = takeLot(counters, key, cost).finally(() => asking.delete(key))
    asking.set(key, answer)
    return answer
  }

  async function takeLot(
    { shared, own, leases, lot }: Counters,
    key: string,
    cost: number,
  ): Promise<Allowance> {
    const points = Math.max(lot, cost)
    try {
      const taken = await take(shared, key, points)
      outage.recovered()
      if (!taken.allowed) return taken
      leases.add(key, { points: points - cost, endsAt: taken.endsAt })
      return ALLOWED
    } catch (error) {
      outage.failed(error)
      return take(own, key, cost)
    }
  }

  return {
    consume(limit, key, cost = 1) {
      const counters = countersOf(limit)
      return counters.leases.spend(key, cost) ? GRANTED : ask(counters, key, cost)
    },
  }
}

const ALLOWED: Allowance = { allowed: true }
const GRANTED = Promise.resolve(ALLOWED)

type Counters = {
  shared: RateLimiterAbstract
  own: RateLimiterAbstract
  leases: Leases
  lot: number
  /** Questions under way. */
  asking: Map<string, Promise<Allowance>>
}

function createCounters(limit: Limit, { redis, scale }: { redis: Redis; scale: number }): Counters {
  const points = Math.max(1, Math.round(limit.points * scale))
  const options = {
    points,
    duration: limit.windowSeconds,
    keyPrefix: `limit:${limit.name}`,
  }
  return {
    shared: new RateLimiterRedis({ ...options, storeClient: redis }),
    own: new RateLimiterMemory(options),
    leases: createLeases(),
    lot: lotOf(points),
    asking: new Map<string, Promise<Allowance>>(),
  }
}

/** Points in a lot: few of the limit, and so that a limit is whole lots. */
const LOT_MAX = 10
const LOTS_PER_LIMIT_MIN = 30

function lotOf(points: number): number {
  let lot = Math.max(1, Math.min(LOT_MAX, Math.floor(points / LOTS_PER_LIMIT_MIN)))
  while (points % lot > 0) lot -= 1
  return lot
}

type Taken = { allowed: true; endsAt: number } | { allowed: false; retryAfterSeconds: number }

/** @throws whatever the store throws */
async function take(limiter: RateLimiterAbstract, key: string, points: number): Promise<Taken> {
  try {
    const { msBeforeNext } = await limiter.consume(key, points)
    return { allowed: true, endsAt: Date.now() + msBeforeNext }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) }
  }
}
