import type { BareHttp } from '../bare/http.ts'
import type { Askers } from '../load/askers.ts'
import { startChild } from '../load/child.ts'
import { openHttp } from '../load/http-client.ts'
import { startMeter } from '../measure/cpu-meter.ts'
import { GENERATOR, type Row, toRow } from '../measure/report.ts'
import type { Stand } from '../stand/stand.ts'

export type Asking = { name: string; path: string; cookies: string[]; connections: number; seconds: number }

/** One request asked of the product and, beside it, of Node's bare HTTP server that answers as many bytes. */
export async function compareHttp(
  stand: Stand,
  { name, ...asking }: Asking,
): Promise<{ ours: Row; bare: Row }> {
  const { origin } = stand.server.target
  const first = await openHttp(origin, asking.path, asking.cookies[0] ?? '')
  const { status, bytes, body } = await first.ask()
  first.close()
  if (status !== 200) throw new Error(`${asking.path} is answered ${status}: ${body}`)

  const askers = await startChild<Askers>('load/askers.ts')
  const http = await startChild<BareHttp>('bare/http.ts')
  const port = await http.ask('listen', { bytes })
  async function ask(who: string, at: string, watched: Record<string, () => number>): Promise<Row> {
    await askers.ask('run', { ...asking, origin: at, seconds: asking.seconds / 5 })
    const read = startMeter({ ...watched, [GENERATOR]: askers.cpuMicros })
    const { answers, failed, latencies } = await askers.ask('run', { ...asking, origin: at })
    const row = toRow({
      name: `${name}: ${who}`,
      unit: 'answers',
      units: answers,
      failed,
      spent: read(),
      latencies,
      facts: { bytes },
    })
    stand.say(`${row.name}: ${Math.round(row.perSecond)} a second`)
    return row
  }
  const ours = await ask('Chatterly', origin, stand.watched)
  const bare = await ask('bare HTTP', `http://127.0.0.1:${port}`, { server: http.cpuMicros })
  await askers.stop()
  await http.stop()
  return { ours, bare }
}

/** The path of a query as tRPC has it over HTTP. */
export const queryPath = (procedure: string, input?: unknown) =>
  `/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`
