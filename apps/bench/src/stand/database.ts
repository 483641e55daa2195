import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { parseStat, treeCpuMicrosOf } from '../measure/proc-stat.ts'

/** Milliseconds after which PostgreSQL has counted what a connection did. */
const STATISTICS_MS = 1500

export type BenchDatabase = {
  url: string
  pool: Pool
  /** Of the server with all its processes; zero when it runs elsewhere. */
  cpuMicros(): number
  drop(): Promise<void>
}

/** An empty database for one run. */
export async function createDatabase(serverUrl: string): Promise<BenchDatabase> {
  const admin = new Pool({ connectionString: serverUrl, max: 1 })
  const name = `bench_${randomBytes(6).toString('hex')}`
  await admin.query(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const pool = new Pool({ connectionString: url.href, max: 10 })
  // A pool that has ended may still be told that its connections were cut with the database.
  pool.on('error', (error) => process.stderr.write(`A connection of the bench ended: ${error.message}\n`))
  const postmaster = await findPostmaster(pool)
  return {
    url: url.href,
    pool,
    cpuMicros: () => (postmaster === undefined ? 0 : treeCpuMicrosOf(postmaster)),
    async drop() {
      await pool.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

/** So far, by everybody. Each query outside of a transaction is one of its own; the look itself is one too. */
export async function countTransactions({ pool }: { pool: Pool }): Promise<number> {
  await sleep(STATISTICS_MS)
  const { rows } = await pool.query<{ xact_commit: string }>(
    'select xact_commit from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.xact_commit ?? 0)
}

/** The parent of the process that serves us, if that is a PostgreSQL on this machine. */
async function findPostmaster(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const [backend] = rows
  const stat = backend && readStat(backend.pid)
  return stat?.includes('(postgres') ? parseStat(stat).parent : undefined
}

export function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return undefined
    throw problem
  }
}
