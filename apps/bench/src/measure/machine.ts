import { cpus, totalmem } from 'node:os'
import type { Pool } from 'pg'

export type Machine = { cores: number; processor: string; memoryGiB: number; node: string; postgres: string }

/** What has to be known of a machine to compare with it, and nothing else of it. */
export async function describeMachine(pool: Pool): Promise<Machine> {
  const { rows } = await pool.query<{ server_version: string }>('show server_version')
  return { ...describeHost(), postgres: rows[0]?.server_version ?? 'unknown' }
}

/** The same without a database. */
export function describeHost(): Omit<Machine, 'postgres'> {
  const processors = cpus()
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
}
