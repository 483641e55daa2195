import { setTimeout as sleep } from 'node:timers/promises'
import { openTestWorld } from '@chatterly/testing/test-world'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

/** Milliseconds in which the end of a connection has been heard of. */
const HEARD_MS = 200

const { db } = await openTestWorld()

test('a connection lost between two queries of a transaction fails that transaction, and not the process', async () => {
  const lost = db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await db.execute(sql`select pg_terminate_backend(${rows[0]?.pid})`)
    // An error that nobody hears would end this test's process meanwhile, as it would a server's.
    await sleep(HEARD_MS)
    await tx.execute(sql`select 1`)
  })
  await expect(lost).rejects.toThrow()
  expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }])
})
