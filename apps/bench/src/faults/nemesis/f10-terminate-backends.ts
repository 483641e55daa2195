import type { Pool } from 'pg'
import type { Random } from '../random.ts'
import type { Fault } from './fault.ts'

const PAUSE_MS = 100

export const terminateBackends: Fault = {
  id: 'F10',
  words: 'pg_terminate_backend, one at random every 100 ms',
  async strike({ stand, random, isOver, sleep, act }) {
    act('terminate backends')
    while (!isOver()) {
      // Another fault may have taken PostgreSQL away altogether.
      await terminateOne(stand.pool, random).catch(() => undefined)
      await sleep(PAUSE_MS)
    }
  },
}

async function terminateOne(pool: Pool, random: Random): Promise<void> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where backend_type = 'client backend' and application_name <> 'nemesis' order by pid`,
  )
  if (rows.length > 0) await pool.query('select pg_terminate_backend($1)', [random.pick(rows).pid])
}
