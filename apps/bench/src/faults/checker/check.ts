import { type Check, type Evidence, struckAtOf, type Violation } from './evidence.ts'
import { ackedIsKept } from './i01-acked-is-kept.ts'
import { oneEffect } from './i02-one-effect.ts'
import { logFoldsToState } from './i03-log-folds-to-state.ts'
import { everybodyConverges } from './i04-everybody-converges.ts'
import { wireOrder } from './i05-wire-order.ts'
import { realTimeOrder } from './i06-real-time-order.ts'
import { deletedBodies } from './i07-deleted-bodies.ts'
import { noLeak } from './i07-no-leak.ts'
import { revocation } from './i08-revocation.ts'
import { derivedState } from './i09-derived-state.ts'
import { callsEnd } from './i10-calls.ts'
import { jobs } from './i10-jobs.ts'
import { liveness } from './i11-liveness.ts'
import { resources } from './i12-resources.ts'
import { probes } from './probes.ts'

const checks: readonly Check[] = [
  ackedIsKept,
  oneEffect,
  logFoldsToState,
  everybodyConverges,
  wireOrder,
  realTimeOrder,
  noLeak,
  deletedBodies,
  revocation,
  derivedState,
  jobs,
  callsEnd,
  liveness,
  resources,
  probes,
]

/** Everything that did not hold. */
export function check(evidence: Evidence): Violation[] {
  return checks.flatMap((each) => each(evidence)).map((violation) => withMoment(violation, evidence))
}

/** The moment is told as everything else of a run is: in seconds after the fault struck. */
function withMoment({ at, ...violation }: Violation, evidence: Evidence): Violation {
  if (at === undefined) return violation
  const seconds = ((at - struckAtOf(evidence)) / 1e6).toFixed(3)
  return { ...violation, at, words: `${violation.words}, ${seconds} s after it struck` }
}
