import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Holdings } from '../history/entries.ts'
import type { ProductNode } from './node.ts'
import type { Stand, StandNode } from './stand.ts'

/** Milliseconds after which a connection that a pool no longer needs is closed, and some. */
const IDLE_MS = 12_000
const POLL_MS = 500

/** What the product's processes hold open. */
export async function readHoldings({ a, b, worker, pool }: Stand): Promise<Holdings> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and application_name <> 'nemesis'`,
  )
  return {
    connections: rows[0]?.count ?? 0,
    // Clients move from one server to the other; together they have as many as before.
    descriptors: { 'both servers': countOwn(a) + countOwn(b), 'the worker': countOpen(worker) },
  }
}

/**
 * Without the connections whose other end is still there: a balancer keeps what a burst has made for a minute, and it
 * is not the server's to close. One that the server forgot to close after its peer is not among those.
 */
const countOwn = (node: StandNode) => countOpen(node) - node.door.connectionCount()

const countOpen = ({ program: { pid } }: Pick<ProductNode, 'program'>) =>
  pid === undefined ? 0 : readdirSync(`/proc/${pid}/fd`).length

/** The same once it is no more than `isEnough` says, or when it should be. */
export async function readHoldingsOnceIdle(
  stand: Stand,
  isEnough: (holdings: Holdings) => boolean,
): Promise<Holdings> {
  const deadline = Date.now() + IDLE_MS
  for (;;) {
    const holdings = await readHoldings(stand)
    if (isEnough(holdings) || Date.now() > deadline) return holdings
    await sleep(POLL_MS)
  }
}
