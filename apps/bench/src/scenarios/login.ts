import { startChild } from '../load/child.ts'
import type { Logins } from '../load/logins.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { percentilesOf } from '../measure/latencies.ts'
import { type Report, type Row, toRow } from '../measure/report.ts'
import type { Server } from '../stand/server.ts'
import type { Stand } from '../stand/stand.ts'

const PER_SECOND = 50
/** More than two cores hash: whoever cannot be served in time is turned away. */
const FLOOD_PER_SECOND = 400
const FLOOD_SECONDS = 3

/** Signing in, which hashes: what it leaves of the event loop, at a pace and in a flood. */
export async function login(stand: Stand): Promise<Report> {
  const { databaseUrl, redisUrl } = stand
  const logins = await startChild<Logins>('load/logins.ts')
  await logins.ask('open', { databaseUrl, redisUrl })

  async function signIn(name: string, perSecond: number, seconds: number): Promise<Row> {
    const read = startMeter({ process: logins.cpuMicros })
    const { done, failed, latencies, lag } = await logins.ask('signIn', { perSecond, seconds })
    stand.say(`${name} is done`)
    const facts = { 'event loop late by p99 ms': lag.p99Ms, 'event loop late by at most ms': lag.maxMs }
    return toRow({ name, unit: 'sign-ins', units: done, failed, spent: read(), latencies, facts })
  }
  /** What a server's event loop is late by, seen from outside: whoever asks something small waits that long. */
  async function signInAt({ target, cpuMicros }: Server): Promise<Row> {
    const pace = { perSecond: PER_SECOND, seconds: stand.seconds, origin: target.origin }
    await logins.ask('signInAt', { ...pace, seconds: 1 })
    const read = startMeter({ server: cpuMicros })
    const { signedIn, between } = await logins.ask('signInAt', pace)
    const spent = read()
    const { done, failed, latencies } = signedIn
    const facts = { '/livez meanwhile p99 ms': percentilesOf(between)?.p99 ?? 0 }
    const name = `${PER_SECOND} sign-ins a second over HTTP`
    stand.say(`${name} are done`)
    return toRow({ name, unit: 'sign-ins', units: done, failed, spent, latencies, facts })
  }
  await logins.ask('signIn', { perSecond: PER_SECOND, seconds: 1 })
  const rows = [
    await signInAt(stand.server),
    await signIn(`${PER_SECOND} sign-ins a second`, PER_SECOND, stand.seconds),
    await signIn(
      `${FLOOD_PER_SECOND} sign-ins a second`,
      FLOOD_PER_SECOND,
      Math.min(FLOOD_SECONDS, stand.seconds),
    ),
  ]
  await logins.ask('close', undefined)
  await logins.stop()
  return { rows, ratios: [] }
}
