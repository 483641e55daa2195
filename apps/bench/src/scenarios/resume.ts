import type { Broadcast } from '../bare/broadcast.ts'
import { type Child, startChild } from '../load/child.ts'
import type { Crowd } from '../load/crowd.ts'
import type { Target } from '../load/socket.ts'
import { startMeter, type Watched } from '../measure/cpu-meter.ts'
import { noLatencies, recordLatency } from '../measure/latencies.ts'
import { GENERATOR, rateRatio, type Report, type Row, toRow } from '../measure/report.ts'
import { countTransactions } from '../stand/database.ts'
import { FIRST_SEQ, seedConversations, seedPeople } from '../stand/people.ts'
import type { Stand } from '../stand/stand.ts'

const GROUP = 100

/** Everybody is dropped at once, misses something, and comes back at once. */
export async function resume(stand: Stand): Promise<Report> {
  const { isQuick, pool, server, watched } = stand
  const sockets = isQuick ? 200 : 2000
  const people = await seedPeople(stand, sockets)
  const senders = await seedPeople(stand, 10)
  const groups = Array.from({ length: sockets / GROUP }, (_, at) =>
    people.slice(at * GROUP, (at + 1) * GROUP),
  )
  const ids = await seedConversations(
    stand,
    groups.map((group) => [...senders, ...group]),
  )
  const idOf = (place: number) => ids[Math.floor(place / GROUP)] ?? ''

  async function gather(target: Target, isBare: boolean): Promise<Child<Crowd>> {
    const crowd = await startChild<Crowd>('load/crowd.ts')
    const plans = people.map(({ cookie }, place) => ({
      cookie: isBare ? idOf(place) : cookie,
      cursors: { [idOf(place)]: FIRST_SEQ },
    }))
    await crowd.ask('listen', { target, plans, isBare })
    return crowd
  }

  async function comeBack(crowd: Child<Crowd>, target: Target, isBare: boolean, looked: Watched) {
    const read = startMeter({ ...looked, [GENERATOR]: crowd.cpuMicros })
    const { millis, counts } = await crowd.ask('resumeAll', { target, isBare })
    const latencies = noLatencies()
    for (const each of millis) recordLatency(latencies, each * 1000)
    return {
      counts,
      slowest: Math.max(...millis),
      measured: { spent: read(), latencies, unit: 'sockets', units: sockets },
    }
  }

  const crowd = await gather(server.target, false)
  await crowd.ask('openSenders', {
    target: server.target,
    plans: senders.map(({ cookie }) => ({ cookie, conversationIds: ids })),
  })
  await crowd.ask('dropAll', undefined)
  const missed = await crowd.ask('send', { seconds: isQuick ? 0.5 : 2, perSecond: 100 })
  const before = await countTransactions(stand)
  const { counts, slowest, measured } = await comeBack(crowd, server.target, false, watched)
  const transactions = (await countTransactions(stand)) - before
  const heads = await pool.query<{ id: string; last_seq: string }>('select id, last_seq from conversations')
  const behind = await crowd.ask('countBehind', {
    heads: Object.fromEntries(heads.rows.map(({ id, last_seq }) => [id, Number(last_seq)])),
  })
  await crowd.stop()
  const ours: Row = toRow({
    ...measured,
    name: 'Chatterly: live, pulled and verified',
    lost: counts.lost + behind,
    repeated: counts.repeated,
    failed: missed.failed,
    facts: {
      'seconds until the last was verified': slowest / 1000,
      'queries a socket': transactions / sockets,
      'changes pulled': counts.deliveries,
      'requests asked to come again': counts.refused,
      'sockets that are behind': behind,
    },
  })

  const broadcast = await startChild<Broadcast>('bare/broadcast.ts')
  const port = await broadcast.ask('listen', undefined)
  const target = { url: `ws://127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }
  const bareCrowd = await gather(target, true)
  await bareCrowd.ask('dropAll', undefined)
  const back = await comeBack(bareCrowd, target, true, { server: broadcast.cpuMicros })
  await bareCrowd.stop()
  await broadcast.stop()
  const bare = toRow({
    ...back.measured,
    name: 'bare ws: open',
    facts: { 'seconds until the last was open': back.slowest / 1000 },
  })
  return { rows: [ours, bare], ratios: [rateRatio('sockets a second over bare ws', ours, bare)] }
}
