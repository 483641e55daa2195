import type { BareHttp } from '../bare/http.ts'
import type { Askers } from '../load/askers.ts'
import { startChild } from '../load/child.ts'
import { openHttp } from '../load/http-client.ts'
import { startMeter, type Watched } from '../measure/cpu-meter.ts'
import { GENERATOR, type Row, toRow } from '../measure/report.ts'
import type { Server } from '../stand/server.ts'
import type { Stand } from '../stand/stand.ts'

export type Asking = { name: string; path: string; cookies: string[]; connections: number; seconds: number }

/**
 * One request asked of the product and, beside it, of Node's bare HTTP server that answers as many bytes.
 *
 * @param servers by name
 */
export async function compareHttp(
  stand: Stand,
  { name, ...asking }: Asking,
  servers: Record<string, Server> = { Chatterly: stand.server },
): Promise<{ ours: Row[]; bare: Row }> {
  const bytes = await sizeOfAnswer(stand.server.target.origin, asking)
  const askers = await startChild<Askers>('load/askers.ts')
  const http = await startChild<BareHttp>('bare/http.ts')
  const port = await http.ask('listen', { bytes })
  async function ask(who: string, origin: string, watched: Watched): Promise<Row> {
    await askers.ask('run', { ...asking, origin, seconds: asking.seconds / 5 })
    const read = startMeter({ ...watched, [GENERATOR]: askers.cpuMicros })
    const { answers, failed, latencies } = await askers.ask('run', { ...asking, origin })
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
  const ours: Row[] = []
  for (const [who, { target, cpuMicros }] of Object.entries(servers)) {
    ours.push(await ask(who, target.origin, { ...stand.watched, server: cpuMicros }))
  }
  const bare = await ask('bare HTTP', `http://127.0.0.1:${port}`, { server: http.cpuMicros })
  await askers.stop()
  await http.stop()
  return { ours, bare }
}

async function sizeOfAnswer(origin: string, { path, cookies }: Omit<Asking, 'name'>): Promise<number> {
  const connection = await openHttp(origin, path, cookies[0] ?? '')
  const { status, bytes, readBody } = await connection.ask()
  connection.close()
  if (status !== 200) throw new Error(`${path} is answered ${status}: ${readBody()}`)
  return bytes
}

/** The path of a query as tRPC has it over HTTP. */
export const queryPath = (procedure: string, input?: unknown) =>
  `/trpc/${procedure}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`
