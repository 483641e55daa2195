import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askRedis } from './redis-answers.ts'
import { startServices } from './start-services.ts'
import { testFolder } from './test-folder.ts'

const start = async (options: { dataDir: string; databaseUrl?: string; redisUrl?: string }) => {
  const lines: string[] = []
  const services = await startServices({ ...options, log: (line) => void lines.push(line) })
  onTestFinished(() => services.stop())
  return { ...services, lines }
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

describe('starting services', { timeout: 90_000 }, () => {
  test('gives a new enough PostgreSQL, safe and UTF-8, from a path with spaces', async () => {
    const { databaseUrl } = await start({ dataDir: await testFolder() })
    const [row] = await query(
      databaseUrl,
      `SELECT current_setting('server_version_num')::int >= 180000 AS new, current_setting('fsync') AS fsync,
              current_setting('max_connections') AS connections, current_setting('listen_addresses') AS listens,
              datname, pg_encoding_to_char(encoding) AS encoding, datcollate
         FROM pg_database WHERE datname = current_database()`,
    )
    expect(row).toEqual({
      new: true,
      fsync: 'on',
      connections: '200',
      listens: '127.0.0.1',
      datname: 'chatterly',
      encoding: 'UTF8',
      datcollate: 'C.UTF-8',
    })
  })

  test('lets nobody in without the password', async () => {
    const { databaseUrl, redisUrl } = await start({ dataDir: await testFolder() })
    const [closedDatabase, closedRedis] = [databaseUrl, redisUrl].map((url) => {
      const address = new URL(url)
      address.password = 'wrong'
      return address.href
    })
    await expect(query(closedDatabase ?? '', 'SELECT 1')).rejects.toThrow(/password authentication failed/)
    await expect(askRedis(closedRedis ?? '')).rejects.toThrow(/WRONGPASS/)
    await askRedis(redisUrl)
  })

  test('keeps its data and its address across a restart', async () => {
    const dataDir = await testFolder()
    const first = await start({ dataDir })
    await query(first.databaseUrl, `CREATE TABLE kept AS SELECT 'still here' AS word`)
    await first.stop()
    const second = await start({ dataDir })
    expect(await query(second.databaseUrl, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }])
    expect([second.databaseUrl, second.redisUrl]).toEqual([first.databaseUrl, first.redisUrl])
  })

  test('uses the servers it is given, says so, and leaves them running', async () => {
    const ours = await start({ dataDir: await testFolder() })
    const given = await start({ ...ours, dataDir: await testFolder() })
    expect(given.lines).toEqual([
      'PostgreSQL: the one that DATABASE_URL names.',
      'Redis: the one that REDIS_URL names.',
    ])
    await given.stop()
    expect(await query(ours.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await askRedis(ours.redisUrl)
  })

  test('refuses an address that nobody answers, by the name of its variable', async () => {
    const databaseUrl = 'postgres://chatterly@127.0.0.1:1/chatterly'
    await expect(start({ dataDir: await testFolder(), databaseUrl })).rejects.toThrow(
      /PostgreSQL of DATABASE_URL cannot be used: .*ECONNREFUSED/,
    )
  })

  test('refuses a folder whose services run already, and does not disturb them', async () => {
    const dataDir = await testFolder()
    const first = await start({ dataDir })
    await expect(start({ dataDir })).rejects.toThrow(/already running/)
    expect(await query(first.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('is not held up by the note of a server that crashed, whose number somebody else has now', async () => {
    const dataDir = await testFolder()
    const first = await start({ dataDir })
    const note = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
    const left = await readFile(note, 'utf8')
    await first.stop()
    await writeFile(note, left.replace(/^\d+/, String(process.pid)))
    const second = await start({ dataDir })
    expect(await query(second.databaseUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })
})
