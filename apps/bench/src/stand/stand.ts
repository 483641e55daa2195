import { openWorld, type OpenWorld } from '@chatterly/domain/world'
import { createLogger } from '@chatterly/platform/logger'
import type { Services } from '@chatterly/services/start-services'
import type { Pool } from 'pg'
import { benchEnv } from './bench-env.ts'
import { cpuMicrosOf } from '../measure/proc-stat.ts'
import type { Watched } from '../measure/cpu-meter.ts'
import { createDatabase, readStat } from './database.ts'
import { type Server, startServer } from './server.ts'

/** What a scenario works with: the product in a process of its own, over an empty database. */
export type Stand = {
  isQuick: boolean
  /** How long each number is measured, after a fifth of that to warm up. */
  seconds: number
  server: Server
  /** Another server over the same database, of so many processes; whoever starts it stops it. */
  startAnother(processes: number): Promise<Server>
  databaseUrl: string
  redisUrl: string
  pool: Pool
  world: OpenWorld['world']
  /** The product's processes. */
  watched: Watched
  say: (line: string) => void
}

export type StandOptions = {
  services: Services
  isQuick: boolean
  seconds: number
  profileDir: string | undefined
  say: (line: string) => void
}

export async function withStand<Result>(
  options: StandOptions,
  act: (stand: Stand) => Promise<Result>,
): Promise<Result> {
  const { services, isQuick, seconds, say } = options
  const database = await createDatabase(services.databaseUrl)
  const addresses = { databaseUrl: database.url, redisUrl: services.redisUrl }
  const env = benchEnv(addresses)
  const { profileDir } = options
  const server = await startServer(addresses, { profileDir })
  const open = openWorld(env, createLogger(env, 'bench'))
  await open.redis.whenReady(5000)
  const redisCpuMicros = await redisCpu(open)
  const watched = { server: server.cpuMicros, PostgreSQL: database.cpuMicros, Redis: redisCpuMicros }
  try {
    return await act({
      isQuick,
      seconds,
      server,
      startAnother: (processes) => startServer(addresses, { profileDir, processes }),
      ...addresses,
      pool: database.pool,
      world: open.world,
      watched,
      say,
    })
  } finally {
    await server.stop()
    await open.close()
    await database.drop()
  }
}

/** Zero when Redis runs elsewhere. */
async function redisCpu(open: OpenWorld): Promise<() => number> {
  const [, pid] = /^process_id:(\d+)/m.exec(await open.redis.cache.info('server')) ?? []
  const stat = pid === undefined ? undefined : readStat(Number(pid))
  return /\((redis|valkey)/.test(stat ?? '') ? () => cpuMicrosOf(Number(pid)) : () => 0
}
