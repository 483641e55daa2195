import { startChild } from '../load/child.ts'
import type { Inside } from '../load/inside.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { rateRatio, type Report, type Row, toRow } from '../measure/report.ts'
import { seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'
import { compareHttp, queryPath } from './http-rows.ts'

/** Nobody listens there: what a process sees whose Redis is dead. */
const DEAD_REDIS = 'redis://127.0.0.1:1'

/** Who a cookie speaks for: the check alone, with Redis and without, and a whole request that asks just that. */
export async function auth(stand: Stand): Promise<Report> {
  const { isQuick, databaseUrl, redisUrl } = stand
  const people = await seedPeople(stand, 50)
  const cookies = people.map(({ cookie }) => cookie)

  async function check(name: string, redis: string): Promise<Row> {
    const inside = await startChild<Inside>('load/inside.ts')
    await inside.ask('open', { databaseUrl, redisUrl: redis })
    const times = isQuick ? 1_000 : 20_000
    await inside.ask('identify', { cookies, times: times / 4 })
    const read = startMeter({ check: inside.cpuMicros })
    const latencies = await inside.ask('identify', { cookies, times })
    const spent = read()
    await inside.ask('close', undefined)
    await inside.stop()
    stand.say(`${name} is done`)
    return toRow({ name, unit: 'checks', units: times, spent, latencies })
  }
  const warm = await check('the check alone, warm', redisUrl)
  const dead = await check('the check alone, Redis dead', DEAD_REDIS)
  const { ours, bare } = await compareHttp(stand, {
    name: 'auth.me, 50 connections',
    path: queryPath('auth.me'),
    cookies,
    connections: 50,
    seconds: stand.seconds,
  })
  return {
    rows: [warm, dead, ...ours, bare],
    ratios: ours.map((row) => rateRatio('answers a second over bare HTTP', row, bare)),
  }
}
