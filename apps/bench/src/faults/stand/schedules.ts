import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { RedisServer } from './redis.ts'

/** Database and key of the queue's schedules, as the worker keeps them. */
const QUEUE_DATABASE = 1
const SCHEDULES_KEY = '{chatterly:queue}:jobs:repeat'

/** What a worker schedules when it starts. */
export const WANTED_SCHEDULES = ['auth.sweep-sessions', 'log.forget-keys', 'log.turn-months']

/** Milliseconds after which a worker has scheduled again what Redis has forgotten. */
const SCHEDULED_WITHIN_MS = 45_000
const POLL_MS = 500

/** The schedules there are, as soon as all are there, or when they should be. */
export async function listSchedules({ port }: RedisServer): Promise<string[]> {
  const redis = new Redis(port, '127.0.0.1', { db: QUEUE_DATABASE, maxRetriesPerRequest: 1 })
  try {
    const deadline = Date.now() + SCHEDULED_WITHIN_MS
    for (;;) {
      const found = (await redis.zrange(SCHEDULES_KEY, '0', '-1')).sort()
      if (WANTED_SCHEDULES.every((wanted) => found.includes(wanted)) || Date.now() > deadline) return found
      await sleep(POLL_MS)
    }
  } finally {
    redis.disconnect()
  }
}
