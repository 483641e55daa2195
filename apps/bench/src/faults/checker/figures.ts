import { type DeliveryFigures, deliveryFigures } from './delivery.ts'
import { deedsOf, entriesOf, type Evidence, type Violation } from './evidence.ts'
import { countRepeatsOnWire } from './i05-wire-order.ts'
import { ringsIn } from './rings.ts'

/** What a run is told by, beside whether anything was violated. */
export type Figures = DeliveryFigures & {
  acked: number
  unknown: number
  refused: number
  deliveries: number
  lost: number
  repeatedInState: number
  repeatedOnWire: number
  outOfOrder: number
  leaked: number
  /** The longest time in which no send was acknowledged. */
  silentSeconds: number
  /** Milliseconds; the longest a device rang on. Nothing where none rang. */
  rangOnMs: number | null
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
    rangOnMs: longest(ringsIn(evidence).map(({ onMicros }) => onMicros / 1000)),
    peakRssMiB: Math.max(0, ...evidence.samples.map(({ rssBytes }) => rssBytes)) / 2 ** 20,
    peakLagMs: Math.max(0, ...evidence.samples.map(({ lagMs }) => lagMs)),
  }
}

const longest = (all: number[]): number | null => (all.length === 0 ? null : Math.max(...all))
