import { type Check, entriesOf, type Evidence } from './evidence.ts'
import { ringsIn } from './rings.ts'

/** Milliseconds a device may ring after its call does for nobody, or for this person, any more. */
const RINGS_ON_MAX_MS = 2000
/** Seconds without a sign of life from anybody in it, after which a call is over. */
const DESERTED_MAX_SECONDS = 15

/** I10. Nobody rings for what is over, and no call is open in which nobody is left. */
export const callsEnd: Check = (evidence) => [
  ...(hasRung(evidence) ? [] : [{ invariant: 'I10', words: 'Calls were made, and no device rang' }]),
  ...ringsIn(evidence)
    .filter(({ onMicros }) => onMicros > RINGS_ON_MAX_MS * 1000)
    .map(({ who, callId, onMicros, isTold, at }) => ({
      invariant: 'I10',
      words: `${who} rang for ${callId} ${(onMicros / 1e6).toFixed(3)} s after that was over${isTold ? '' : ', and was never told'}`,
      at,
    })),
  ...evidence.dump.calls
    .filter(({ endedAt, silentSeconds }) => endedAt === null && silentSeconds > DESERTED_MAX_SECONDS)
    .map(({ id, silentSeconds }) => ({
      invariant: 'I10',
      words: `The call ${id} is open, and nobody in it was heard for ${Math.round(silentSeconds)} s`,
    })),
]

/** Otherwise that nobody rings on says nothing. */
const hasRung = (evidence: Evidence): boolean =>
  evidence.dump.calls.length === 0 || [...entriesOf(evidence, 'rings')].length > 0
