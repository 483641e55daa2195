import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import type { Sender } from './sender.ts'
import type { Tally } from './tally.ts'

export type Pace = {
  seconds: number
  /** Messages a second whatever happens; or as many as come back, with so many under way for each sender. */
  perSecond?: number
  inFlight?: number
  /** Listeners that a message must have reached before it counts as come back; without it, the answer is enough. */
  deliveredTo?: number
}

export type Sent = { sent: number; acknowledged: number; failed: number; latencies: Latencies }

/** Milliseconds that the last answers are waited for. */
const PATIENCE_MS = 20_000

/** Lets the senders send at a pace, and waits for what is under way at the end. */
export async function sendAtPace(senders: readonly Sender[], pace: Pace, tally: Tally): Promise<Sent> {
  const result: Sent = { sent: 0, acknowledged: 0, failed: 0, latencies: noLatencies() }
  const endsAt = performance.now() + pace.seconds * 1000
  let underWay = 0

  function send(sender: Sender, onBack: () => void): void {
    const sentMicros = nowMicros()
    let missing = pace.deliveredTo === undefined ? 1 : 2
    const back = () => {
      missing -= 1
      if (missing > 0) return
      underWay -= 1
      onBack()
    }
    underWay += 1
    result.sent += 1
    const mark = sender.send((_mark, isRefused) => {
      recordLatency(result.latencies, nowMicros() - sentMicros)
      if (isRefused) result.failed += 1
      else result.acknowledged += 1
      back()
    })
    if (pace.deliveredTo !== undefined) tally.await(mark, pace.deliveredTo, back)
  }

  function keepSending(sender: Sender): void {
    if (performance.now() < endsAt) send(sender, () => keepSending(sender))
  }

  if (pace.perSecond === undefined) {
    for (const sender of senders) for (let slot = 0; slot < (pace.inFlight ?? 1); slot++) keepSending(sender)
  } else await sendSteadily(senders, pace.perSecond, endsAt, (sender) => send(sender, () => {}))
  while (performance.now() < endsAt) await sleep(5)
  while (underWay > 0 && performance.now() < endsAt + PATIENCE_MS) await sleep(2)
  return result
}

/** What a late timer left out is sent at once: the pace is kept on average. */
async function sendSteadily(
  senders: readonly Sender[],
  perSecond: number,
  endsAt: number,
  send: (sender: Sender) => void,
): Promise<void> {
  const startedAt = performance.now()
  for (let count = 0; performance.now() < endsAt; ) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond
    for (; count < due; count++) {
      const sender = senders[count % senders.length]
      if (sender) send(sender)
    }
    await sleep(1)
  }
}
