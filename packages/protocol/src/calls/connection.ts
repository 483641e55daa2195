import { z } from 'zod'
import { CallId, ClientKey } from '../ids.ts'

/** Days for which reports of connections are kept and counted. */
export const CONNECTION_REPORT_DAYS = 30
/** Milliseconds: no stage is waited for as long as this. */
export const STAGE_TOOK_MAX_MS = 120_000

/**
 * What has to work before people hear each other, in the order they are tried. A relay is reached in one of three ways,
 * each of which gets through where the one before does not. The last stage only a real call can tell: that the other
 * person was reached.
 */
export const connectionStages = [
  'permission',
  'device',
  'signalling',
  'stun',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'peer',
] as const
export const ConnectionStage = z.enum(connectionStages)
export type ConnectionStage = z.infer<typeof ConnectionStage>

export const stageOutcomes = ['passed', 'failed', 'skipped'] as const
export type StageOutcome = (typeof stageOutcomes)[number]

export const failureReasons = [
  /** The person or the browser does not allow the device. */
  'denied',
  'missing',
  /** Another program has it. */
  'busy',
  /** It is there, and neither a sound nor a picture comes from it. */
  'silent',
  'no_answer',
  /** The server answers, and does not take the credential. */
  'refused',
  /** The relay is reached, and what is given to it does not arrive. */
  'not_carried',
  'never_connected',
  /** It was connected, and could not be again. */
  'lost',
] as const

export const skipReasons = [
  /** This installation has none. */
  'not_set_up',
  /** Answered or not: an address that is the same from outside is not told twice. */
  'unclear',
  /** What it needs failed before. */
  'needs_earlier',
] as const

const tookMs = z.int().min(0).max(STAGE_TOOK_MAX_MS)

/** No address, no description of a session, no name of a device: nothing of that is asked for. */
export const StageResult = z.discriminatedUnion('outcome', [
  z.object({ stage: ConnectionStage, outcome: z.literal('passed'), tookMs }),
  z.object({ stage: ConnectionStage, outcome: z.literal('failed'), reason: z.enum(failureReasons), tookMs }),
  z.object({ stage: ConnectionStage, outcome: z.literal('skipped'), reason: z.enum(skipReasons) }),
])
export type StageResult = z.infer<typeof StageResult>

/** `check`: somebody has tried their connection. `call`: a call has failed. */
export const reportOccasions = ['check', 'call'] as const

const isOneEach = (results: readonly StageResult[]) =>
  new Set(results.map(({ stage }) => stage)).size === results.length

export const ReportConnection = z.object({
  occasion: z.enum(reportOccasions),
  /** The call it is about: one the person was called to or took part in. */
  callId: CallId.optional(),
  results: z
    .array(StageResult)
    .min(1)
    .max(connectionStages.length)
    .refine(isOneEach, 'Each stage is reported once.'),
  key: ClientKey,
})
export type ReportConnection = z.infer<typeof ReportConnection>

const Figures = z.object({
  /** Reports in which the stage was tried. */
  tried: z.int(),
  failed: z.int(),
  /** People for whom it failed. */
  people: z.int(),
})

/** What reports said of one stage. */
export const StageFigures = Figures.extend({
  stage: ConnectionStage,
  lastFailedAt: z.iso.datetime().nullable(),
  /** The most frequent first. */
  reasons: z.array(z.object({ reason: z.enum(failureReasons), count: z.int() })),
  /** By the days of UTC on which it was tried, the oldest first. */
  days: z.array(Figures.extend({ day: z.iso.date() })),
})
export type StageFigures = z.infer<typeof StageFigures>

/** Of the last `CONNECTION_REPORT_DAYS` days. It names nobody. */
export const ConnectionFigures = z.object({
  reports: z.int(),
  people: z.int(),
  /** Every stage, in the order they are tried. */
  stages: z.array(StageFigures),
})
export type ConnectionFigures = z.infer<typeof ConnectionFigures>

/** In which failures are named. What is found out through STUN a relay does without, so that a relay comes before it. */
const namingOrder = [
  'permission',
  'device',
  'signalling',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'stun',
  'peer',
] as const satisfies ConnectionStage[]

const ofDevices: readonly ConnectionStage[] = ['permission', 'device']

/**
 * The stage to name, of those that failed. Where the other person was not reached, a device of one's own is not the
 * reason.
 */
export function failingStage(results: readonly StageResult[]) {
  const failed = results.filter((result) => result.outcome === 'failed')
  const isUnreached = failed.some(({ stage }) => stage === 'peer')
  return failed
    .filter(({ stage }) => !isUnreached || !ofDevices.includes(stage))
    .sort((one, other) => namingOrder.indexOf(one.stage) - namingOrder.indexOf(other.stage))[0]
}
