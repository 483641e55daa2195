import { setTimeout as sleep } from 'node:timers/promises'
import type { Broadcast } from '../bare/broadcast.ts'
import { startChild } from '../load/child.ts'
import type { Crowd } from '../load/crowd.ts'
import type { Target } from '../load/socket.ts'
import { startMeter, type Watched } from '../measure/cpu-meter.ts'
import { residentBytesOf } from '../measure/proc-stat.ts'
import { GENERATOR, type Report, type Row, toRow } from '../measure/report.ts'
import { FIRST_SEQ, seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'

const GROUP = 50

/** A bare socket changes no more after this. */
const BARE_REST_SECONDS = 15

/** Sockets that listen and hear nothing: what each costs, how fast they come, and how many are lost while they rest. */
export async function idle(
  stand: Stand,
  { sockets, restSeconds }: { sockets: number; restSeconds: number },
): Promise<Report> {
  const { say } = stand
  const people = await seedPeople(stand, sockets)
  const groups = Array.from({ length: Math.ceil(sockets / GROUP) }, (_, at) =>
    people.slice(at * GROUP, (at + 1) * GROUP),
  )
  const ids = await seedConversations(stand, groups)

  type Side = { name: string; target: Target; isBare: boolean; watched: Watched; residentBytes: () => number }
  async function run({ name, target, isBare, watched, residentBytes }: Side): Promise<Row> {
    const crowd = await startChild<Crowd>('load/crowd.ts')
    const plans = people.map(({ cookie }, place) => ({
      cookie: isBare ? 'idle' : cookie,
      cursors: { [ids[Math.floor(place / GROUP)] ?? '']: FIRST_SEQ },
    }))
    const before = residentBytes()
    const read = startMeter({ ...watched, [GENERATOR]: crowd.cpuMicros })
    await crowd.ask('listen', { target, plans, isBare })
    const spent = read()
    const atOnce = residentBytes()
    say(`${name}: connected, now at rest`)
    const readRest = startMeter(watched)
    await sleep(1000 * (isBare ? Math.min(restSeconds, BARE_REST_SECONDS) : restSeconds))
    const rest = readRest()
    const kibEach = (bytes: number) => (bytes - before) / 1024 / sockets
    const dropped = await crowd.ask('countClosed', undefined)
    await crowd.stop()
    return toRow({
      name,
      unit: 'sockets',
      units: sockets,
      failed: dropped,
      spent,
      facts: {
        'KiB a socket after connecting': kibEach(atOnce),
        'KiB a socket at rest': kibEach(residentBytes()),
        'seconds at rest': rest.seconds,
        'share of a core at rest': (rest.cpu.server ?? 0) / 1e6 / rest.seconds,
      },
    })
  }

  const { server, watched } = stand
  const ours = await run({
    name: 'Chatterly',
    target: server.target,
    isBare: false,
    watched,
    residentBytes: server.residentBytes,
  })
  const broadcast = await startChild<Broadcast>('bare/broadcast.ts')
  const port = await broadcast.ask('listen', undefined)
  const bare = await run({
    name: 'bare ws',
    target: { url: `ws://127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` },
    isBare: true,
    watched: { server: broadcast.cpuMicros },
    residentBytes: () => residentBytesOf(broadcast.pid),
  })
  await broadcast.stop()
  const kib = (row: Row) => row.facts?.['KiB a socket at rest'] ?? 0
  return {
    rows: [ours, bare],
    ratios: [{ name: 'memory of a socket over a bare one', value: kib(ours) / kib(bare) }],
  }
}
