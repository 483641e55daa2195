import type { Broadcast } from '../bare/broadcast.ts'
import { type Child, startChild } from '../load/child.ts'
import type { Crowd } from '../load/crowd.ts'
import type { Pace } from '../load/pace.ts'
import type { Target } from '../load/socket.ts'
import { startMeter, type Watched } from '../measure/cpu-meter.ts'
import { cpuRatio, GENERATOR, type Report, type Row, toRow } from '../measure/report.ts'
import { FIRST_SEQ, seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'

/** Conversations × listeners of each, and how fast; without a rate, as fast as messages come back. */
type Shape = { name: string; first: number; conversations: number; listeners: number; perSecond?: number }

const SENDERS = 10
/** Messages under way while saturated: enough that the server is never idle, too few to fill its sockets. */
const IN_FLIGHT = 4

/** Messages to many listeners, by the product and by a bare broadcast of the same bytes. */
export async function fanout(stand: Stand): Promise<Report> {
  const { isQuick, seconds, say } = stand
  const size = isQuick ? 200 : 1000
  const listeners = await seedPeople(stand, size)
  const senders = await seedPeople(stand, SENDERS)
  const groupSize = size / SENDERS
  const small = Array.from({ length: SENDERS }, (_, at) =>
    listeners.slice(at * groupSize, (at + 1) * groupSize),
  )
  const few = listeners.slice(0, 20)
  const ids = await seedConversations(
    stand,
    [listeners, ...small, few].map((group) => [...senders, ...group]),
  )
  const shapes: Shape[] = [
    { name: `1 × ${size}, fixed rate`, first: 0, conversations: 1, listeners: size, perSecond: 20 },
    { name: `1 × ${size}, saturated`, first: 0, conversations: 1, listeners: size },
    {
      name: `${SENDERS} × ${groupSize}, fixed rate`,
      first: 1,
      conversations: SENDERS,
      listeners: groupSize,
      perSecond: 200,
    },
    { name: `${SENDERS} × ${groupSize}, saturated`, first: 1, conversations: SENDERS, listeners: groupSize },
    { name: '1 × 20, 100 a second', first: SENDERS + 1, conversations: 1, listeners: 20, perSecond: 100 },
  ]
  const idsOf = (place: number) =>
    ids.filter(
      (_, at) =>
        at === 0 || at === 1 + Math.floor(place / groupSize) || (at === SENDERS + 1 && place < few.length),
    )

  async function gather(target: Target, isBare: boolean): Promise<Child<Crowd>> {
    const crowd = await startChild<Crowd>('load/crowd.ts')
    const plans = listeners.map(({ cookie }, place) => ({
      cookie: isBare ? idsOf(place).join(' ') : cookie,
      cursors: Object.fromEntries(idsOf(place).map((id) => [id, isBare ? 0 : FIRST_SEQ])),
    }))
    await crowd.ask('listen', { target, plans, isBare })
    return crowd
  }

  async function run(
    crowd: Child<Crowd>,
    target: Target,
    watched: Watched,
    shape: Shape,
    who: string,
  ): Promise<Row> {
    const conversationIds = ids.slice(shape.first, shape.first + shape.conversations)
    const plans = senders.map(({ cookie }, at) => ({
      cookie,
      conversationIds: shape.conversations === 1 ? conversationIds : conversationIds.slice(at, at + 1),
    }))
    await crowd.ask('openSenders', { target, plans })
    const pace: Pace = {
      seconds,
      inFlight: IN_FLIGHT,
      deliveredTo: shape.listeners,
      ...(shape.perSecond && { perSecond: shape.perSecond }),
    }
    await crowd.ask('send', { ...pace, seconds: seconds / 5 })
    const read = startMeter({ ...watched, [GENERATOR]: crowd.cpuMicros })
    const { acknowledged, failed, counts } = await crowd.ask('send', pace)
    const spent = read()
    const missing = acknowledged * shape.listeners - counts.deliveries
    const row = toRow({
      name: `${shape.name}: ${who}`,
      unit: 'deliveries',
      units: counts.deliveries,
      lost: Math.max(counts.lost, missing),
      repeated: counts.repeated,
      failed,
      spent,
      latencies: counts.latencies,
      facts: { 'events a frame': counts.deliveries / Math.max(1, counts.frames) },
    })
    say(`${row.name}: ${Math.round(row.perSecond)} deliveries a second`)
    return row
  }

  const crowd = await gather(stand.server.target, false)
  const ours: Row[] = []
  for (const shape of shapes)
    ours.push(await run(crowd, stand.server.target, stand.watched, shape, 'Chatterly'))
  const bytes = await crowd.ask('frameBytes', undefined)
  await crowd.stop()

  const broadcast = await startChild<Broadcast>('bare/broadcast.ts')
  const port = await broadcast.ask('listen', undefined)
  await broadcast.ask('setFrameBytes', { bytes })
  const target = { url: `ws://127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
  const bareCrowd = await gather(target, true)
  const bare: Row[] = []
  for (const shape of shapes)
    bare.push(await run(bareCrowd, target, { server: broadcast.cpuMicros }, shape, 'bare ws'))
  await bareCrowd.stop()
  await broadcast.stop()

  const rows = ours.flatMap((row, at) => [
    { ...row, facts: { ...row.facts, 'bytes of a frame with one event': bytes } },
    ...bare.slice(at, at + 1),
  ])
  const ratios = ours.flatMap((row, at) => {
    const limit = bare[at]
    return limit
      ? [cpuRatio(`server CPU per delivery, ${shapes[at]?.name}`, [row, 'server'], [limit, 'server'])]
      : []
  })
  return { rows, ratios }
}
