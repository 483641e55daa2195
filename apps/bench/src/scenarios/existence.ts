import { startChild } from '../load/child.ts'
import type { Logins } from '../load/logins.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { type Report, toRow } from '../measure/report.ts'
import type { Stand } from '../stand/stand.ts'

const DOORS = ['login', 'register', 'reset', 'invite']
const TRIES = 1000
const TRIES_QUICK = 20

/** Whether the time of an answer tells that an address has an account: the medians of those with and without. */
export async function existence(stand: Stand): Promise<Report> {
  const { databaseUrl, redisUrl } = stand
  const tries = stand.isQuick ? TRIES_QUICK : TRIES
  const logins = await startChild<Logins>('load/logins.ts')
  await logins.ask('open', { databaseUrl, redisUrl })
  const rows = []
  for (const door of DOORS) {
    const read = startMeter({ process: logins.cpuMicros })
    const { knownMs, unknownMs, gap } = await logins.ask('compare', { tries, door })
    const facts = { 'median ms with an account': knownMs, without: unknownMs, 'gap in %': gap * 100 }
    rows.push(toRow({ name: door, unit: 'tries of each', units: tries, spent: read(), facts }))
    stand.say(`${door}: ${(gap * 100).toFixed(2)} % apart`)
  }
  await logins.ask('close', undefined)
  await logins.stop()
  return { rows, ratios: [] }
}
