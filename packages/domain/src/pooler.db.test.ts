import { connectDatabase } from '@chatterly/db/database'
import { checkMigrations, migrateDatabase } from '@chatterly/db/migrate'
import { makePartitions } from '@chatterly/db/partitions'
import { databaseNamed, withAdmin } from '@chatterly/testing/databases'
import { hasPooler, startPooler } from '@chatterly/testing/pooler'
import { conversationOf, openTestWorld, say } from '@chatterly/testing/test-world'
import { afterAll, describe, expect, test } from 'vitest'

describe.skipIf(!hasPooler)('behind PgBouncer in transaction mode', async () => {
  const name = `pooled_${crypto.randomUUID().slice(0, 8)}`
  await withAdmin((admin) => admin.query(`create database ${name}`))
  const pooler = await startPooler(databaseNamed(name))
  afterAll(async () => {
    pooler.stop()
    await withAdmin((admin) => admin.query(`drop database ${name} with (force)`))
  })
  const connect = () => connectDatabase({ url: pooler.url, poolSize: 5, onError: () => {} })

  test('processes that start together migrate once', async () => {
    const processes = Array.from({ length: 5 }, connect)
    const ran = await Promise.all(processes.map(({ db }) => migrateDatabase(db)))
    expect(ran.filter((count) => count > 0)).toHaveLength(1)
    await Promise.all(processes.map(({ db }) => makePartitions(db, new Date())))
    await Promise.all(processes.map(({ db }) => checkMigrations(db)))
    await Promise.all(processes.map(({ close }) => close()))
  })

  test('sends keep their numbers', async () => {
    const world = await openTestWorld({ databaseUrl: pooler.url })
    const [ada, grace] = [await world.person('Ada'), await world.person('Grace')]
    const id = await conversationOf(ada, [grace])
    const sent = await Promise.all(Array.from({ length: 60 }, (_, n) => say(n % 2 ? ada : grace, id, `${n}`)))
    expect(sent.map((message) => message.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, n) => n + 1),
    )
    expect(await ada.call.sync.pull({ cursors: { [id]: 1 } })).toMatchObject({
      conversations: { [id]: { head: 61 } },
    })
  })
})
