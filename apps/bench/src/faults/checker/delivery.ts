import { type Latencies, noLatencies, percentilesOf, recordLatency } from '../../measure/latencies.ts'
import type { Micros } from '../history/entries.ts'
import { type Evidence, groupBy, struckAtOf, wallOffsetOf } from './evidence.ts'
import { healedAtOf } from './i11-liveness.ts'

/** Milliseconds. A delivery later than this, after all is well again, counts as not yet recovered. */
const BACK_WITHIN_MS = 250
/** Milliseconds. What the 99th percentile of delivery is promised to be within. */
const P99_BAR_MS = 30
/** On a machine too busy for that, the bar is this many times what the last second before the fault took. */
const BUSY_FACTOR = 2
const SECOND = 1_000_000
/** Deliveries. Of fewer in a second, the slowest hundredth says nothing. */
const ENOUGH = 20

export type DeliveryFigures = {
  /** Milliseconds from the change in the log to a client's socket, while the fault lasted. */
  p50: number | null
  p99: number | null
  /** Milliseconds; the bar of this run. */
  p99Bar: number
  /** From the end of the fault until the first second whose p99 is within the bar; null when none was. */
  p99BackSeconds: number | null
  /** From the end of the fault until nothing was late any more. */
  recoverySeconds: number
}

/** How late changes came, while the fault lasted and after it. */
export function deliveryFigures(evidence: Evidence): DeliveryFigures {
  const struckAt = struckAtOf(evidence)
  const healedAt = healedAtOf(evidence)
  const deliveries = deliveriesOf(evidence)
  const during = percentilesOf(latenciesOf(deliveries.filter(({ at }) => at >= struckAt && at <= healedAt)))
  const before = percentilesOf(
    latenciesOf(deliveries.filter(({ at }) => at >= struckAt - SECOND && at < struckAt)),
  )
  const p99Bar = Math.max(P99_BAR_MS, BUSY_FACTOR * (before?.p99 ?? 0))
  const after = deliveries.filter(({ at }) => at > healedAt)
  const lateAt = after
    .filter(({ micros }) => micros > BACK_WITHIN_MS * 1000)
    .reduce((latest, { at }) => Math.max(latest, at), healedAt)
  return {
    p50: during?.p50 ?? null,
    p99: during?.p99 ?? null,
    p99Bar,
    p99BackSeconds: secondsUntilWithin(p99Bar, after, healedAt),
    recoverySeconds: (lateAt - healedAt) / SECOND,
  }
}

type Delivery = { at: Micros; micros: number }

/** Without those to clients that read slowly on purpose: they are late by their own doing. */
function deliveriesOf({ dump, histories }: Evidence): Delivery[] {
  const loggedAt = new Map(dump.events.map(({ conversationId, seq, at }) => [`${conversationId} ${seq}`, at]))
  return histories.flatMap((history) => {
    if (history.some(({ kind }) => kind === 'slowed')) return []
    const offset = wallOffsetOf(history)
    return history.flatMap((entry) => {
      if (entry.kind !== 'apply') return []
      const at = loggedAt.get(`${entry.conversationId} ${entry.event.seq}`)
      return at === undefined ? [] : { at: entry.at, micros: Math.max(0, entry.at + offset - at) }
    })
  })
}

function latenciesOf(deliveries: readonly Delivery[]): Latencies {
  const latencies = noLatencies()
  for (const { micros } of deliveries) recordLatency(latencies, micros)
  return latencies
}

function secondsUntilWithin(barMs: number, after: readonly Delivery[], healedAt: Micros): number | null {
  const seconds = groupBy(after, ({ at }) => `${Math.floor((at - healedAt) / SECOND)}`)
  const within = [...seconds].filter(([, second]) => {
    const { p99 } = percentilesOf(latenciesOf(second)) ?? { p99: Number.POSITIVE_INFINITY }
    return second.length >= ENOUGH && p99 <= barMs
  })
  return within.length === 0 ? null : Math.min(...within.map(([number]) => Number(number)))
}
