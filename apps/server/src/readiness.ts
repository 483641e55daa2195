import { checkMigrations } from '@chatterly/db/migrate'
import { checkPartitions } from '@chatterly/db/partitions'
import type { OpenWorld } from '@chatterly/domain/world'
import type { Env } from '@chatterly/platform/env'
import { type Health, runChecks } from '@chatterly/platform/health'
import { checkStorage } from '@chatterly/platform/storage'
import { sql } from 'drizzle-orm'

export type Readiness = {
  /** The health of this process, which names itself: several may share the port. Degraded, it serves on. */
  check(): Promise<Health & { isDegraded: boolean; process: number }>
  /** From now on the answer is no: the process is leaving. */
  refuse(): void
}

/** Parts without which the server still serves, only slower: no reason for a balancer to take all of them out. */
const SPARED = new Set(['redis'])

export function createReadiness({
  env,
  open,
  migrations,
}: {
  env: Env
  open: OpenWorld
  migrations: string
}): Readiness {
  const { world, redis } = open
  let isLeaving = false
  return {
    refuse: () => {
      isLeaving = true
    },
    async check() {
      const health = await runChecks({
        postgres: async () => void (await world.db.execute(sql`select 1`)),
        redis: async () => void (await redis.cache.ping()),
        storage: () => checkStorage(env.CHATTERLY_DATA_DIR),
        migrations: () => checkMigrations(world.db, migrations),
        partitions: () => checkPartitions(world.db, world.clock.now()),
      })
      const isServing = Object.entries(health.checks).every(([name, { ok }]) => ok || SPARED.has(name))
      return {
        ...health,
        ok: isServing && !isLeaving,
        isDegraded: !health.ok,
        process: process.pid,
      }
    },
  }
}
