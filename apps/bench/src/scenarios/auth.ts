import { UserId } from '@chatterly/protocol/ids'
import { startChild } from '../load/child.ts'
import type { Inside } from '../load/inside.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { rateRatio, type Report, type Row, toRow } from '../measure/report.ts'
import { seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'
import { compareHttp, queryPath } from './http-rows.ts'

/** Nobody listens there: what a process sees whose Redis is dead. */
const DEAD_REDIS = 'redis://127.0.0.1:1'

/** Who a cookie or an access token speaks for: the check alone, with Redis and without, and a whole request. */
export async function auth(stand: Stand): Promise<Report> {
  const { isQuick, databaseUrl, redisUrl, world } = stand
  const people = await seedPeople(stand, 50)
  const cookies = people.map(({ cookie }) => cookie)
  const tokens = await Promise.all(people.map(({ id }) => accessTokenOf(world, UserId.parse(id))))

  async function check(name: string, redis: string, by: 'cookie' | 'token'): Promise<Row> {
    const inside = await startChild<Inside>('load/inside.ts')
    await inside.ask('open', { databaseUrl, redisUrl: redis })
    const many = isQuick ? 1_000 : 20_000
    const identify = (times: number) =>
      by === 'cookie'
        ? inside.ask('identify', { cookies, times })
        : inside.ask('identifyBearer', { tokens, times })
    await identify(many / 4)
    const read = startMeter({ check: inside.cpuMicros })
    const latencies = await identify(many)
    const spent = read()
    await inside.ask('close', undefined)
    await inside.stop()
    stand.say(`${name} is done`)
    return toRow({ name, unit: 'checks', units: many, spent, latencies })
  }
  const checks = [
    await check('a cookie, warm', redisUrl, 'cookie'),
    await check('a cookie, Redis dead', DEAD_REDIS, 'cookie'),
    await check('a bearer token, warm', redisUrl, 'token'),
    await check('a bearer token, Redis dead', DEAD_REDIS, 'token'),
  ]
  const { ours, bare } = await compareHttp(stand, {
    name: 'auth.me, 50 connections',
    path: queryPath('auth.me'),
    cookies,
    connections: 50,
    seconds: stand.seconds,
  })
  return {
    rows: [...checks, ...ours, bare],
    ratios: ours.map((row) => rateRatio('answers a second over bare HTTP', row, bare)),
  }
}

async function accessTokenOf({ sessions, accessTokens }: Stand['world'], userId: UserId): Promise<string> {
  const { accessToken } = await accessTokens.sign(await sessions.startProgram(userId, { label: 'bench' }))
  return accessToken
}
