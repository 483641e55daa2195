import { setTimeout as sleep } from 'node:timers/promises'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import type { Device } from './device.ts'

/** From one device in a call to the other. */
export type Line = { callId: string; from: Device; to: Device; toUserId: string }
export type Signalled = { sent: number; heard: number; failed: number; latencies: Latencies }

/** One in so many is an offer; the others are the candidates that follow it. */
const OFFER_EACH = 10
/** Characters, as an offer of voice and picture has. */
const OFFER_CHARACTERS = 3000
/** Milliseconds that the last signals are waited for. */
const PATIENCE_MS = 5000

/** Signals at a fixed pace, and measures from before each is sent until it is at the other device. */
export async function signalAt(
  lines: Line[],
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<Signalled> {
  const result: Signalled = { sent: 0, heard: 0, failed: 0, latencies: noLatencies() }
  for (const { to } of lines)
    to.onHeard = (event) => {
      if (event.type !== 'call.signal') return
      const { signal } = event
      const stamp =
        signal.kind === 'candidates' ? signal.candidates[0]?.candidate : 'sdp' in signal && signal.sdp
      recordLatency(result.latencies, nowMicros() - Number(String(stamp).split(' ', 1)[0]))
      result.heard += 1
    }
  const startedAt = performance.now()
  const elapsedMs = () => performance.now() - startedAt
  while (elapsedMs() < seconds * 1000) {
    // What a late timer left out is sent at once: the pace is kept on average.
    for (const due = (elapsedMs() / 1000) * perSecond; result.sent < due; result.sent += 1) {
      const line = lines[result.sent % lines.length]
      if (line) say(line, result.sent).catch(() => void (result.failed += 1))
    }
    await sleep(1)
  }
  const endsAt = performance.now() + PATIENCE_MS
  while (result.heard + result.failed < result.sent && performance.now() < endsAt) await sleep(2)
  return result
}

function say({ callId, from, toUserId }: Line, count: number): Promise<unknown> {
  const stamp = String(nowMicros())
  const signal =
    count % OFFER_EACH === 0
      ? { kind: 'offer', sdp: `${stamp} `.padEnd(OFFER_CHARACTERS, 'a=candidate ') }
      : { kind: 'candidates', candidates: [candidate(stamp)] }
  return from.ask('calls.signal', { callId, device: from.id, to: toUserId, signal })
}

/** As long as those of browsers are. */
const candidate = (stamp: string) => ({
  candidate: `${stamp} candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 192.168.1.7 rport 46154`,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'EsAw',
})
