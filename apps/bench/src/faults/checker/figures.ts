import { noLatencies, percentilesOf, recordLatency } from '../../measure/latencies.ts'
import { deedsOf, entriesOf, type Evidence, struckAtOf, type Violation, wallOffsetOf } from './evidence.ts'
import { countRepeatsOnWire } from './i05-wire-order.ts'
import { healedAtOf } from './i11-liveness.ts'

/** Milliseconds. A delivery later than this, after all is well again, counts as not yet recovered. */
const BACK_WITHIN_MS = 250

/** What a run is told by, beside whether anything was violated. */
export type Figures = {
  acked: number
  unknown: number
  refused: number
  deliveries: number
  lost: number
  repeatedInState: number
  repeatedOnWire: number
  outOfOrder: number
  leaked: number
  /** Milliseconds from the change in the log to a client's socket, while the fault lasted. */
  p50: number | null
  p99: number | null
  /** From the end of the fault until nothing was late any more. */
  recoverySeconds: number
  /** The longest time in which no send was acknowledged. */
  silentSeconds: number
  peakRssMiB: number
  /** Milliseconds; the longest a node did nothing else. */
  peakLagMs: number
}

export function figuresOf(evidence: Evidence, violations: Violation[]): Figures {
  const deeds = deedsOf(evidence).filter(({ op }) => op === 'send')
  const count = (...names: string[]) => violations.filter(({ invariant }) => names.includes(invariant)).length
  const acks = deeds
    .flatMap(({ outcome }) => (outcome?.kind === 'ok' ? outcome.at : []))
    .sort((a, b) => a - b)
  return {
    acked: acks.length,
    unknown: deeds.filter(({ outcome }) => outcome === undefined || outcome.kind === 'info').length,
    refused: deeds.filter(({ outcome }) => outcome?.kind === 'fail').length,
    deliveries: [...entriesOf(evidence, 'apply')].length,
    lost: count('I1', 'I4'),
    repeatedInState: count('I2'),
    repeatedOnWire: countRepeatsOnWire(evidence),
    outOfOrder: count('I3', 'I5', 'I6'),
    leaked: count('I7', 'I8'),
    ...deliveryFigures(evidence),
    silentSeconds:
      acks.reduce((longest, at, index) => Math.max(longest, at - (acks[index - 1] ?? at)), 0) / 1e6,
    peakRssMiB: Math.max(0, ...evidence.samples.map(({ rssBytes }) => rssBytes)) / 2 ** 20,
    peakLagMs: Math.max(0, ...evidence.samples.map(({ lagMs }) => lagMs)),
  }
}

function deliveryFigures(evidence: Evidence) {
  const loggedAt = new Map(
    evidence.dump.events.map(({ conversationId, seq, at }) => [`${conversationId} ${seq}`, at]),
  )
  const struckAt = struckAtOf(evidence)
  const healedAt = healedAtOf(evidence)
  const latencies = noLatencies()
  let lateAt = healedAt
  for (const history of evidence.histories) {
    const offset = wallOffsetOf(history)
    for (const entry of history) {
      if (entry.kind !== 'apply') continue
      const at = loggedAt.get(`${entry.conversationId} ${entry.event.seq}`)
      if (at === undefined) continue
      const micros = Math.max(0, entry.at + offset - at)
      if (entry.at >= struckAt && entry.at <= healedAt) recordLatency(latencies, micros)
      if (entry.at > healedAt && micros > BACK_WITHIN_MS * 1000) lateAt = Math.max(lateAt, entry.at)
    }
  }
  const percentiles = percentilesOf(latencies)
  return {
    p50: percentiles?.p50 ?? null,
    p99: percentiles?.p99 ?? null,
    recoverySeconds: (lateAt - healedAt) / 1e6,
  }
}
