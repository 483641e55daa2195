import type { Quality } from './call-transport.ts'

/** Above these a conversation is hard to follow. */
const LOSS_WEAK = 8
const RTT_WEAK_MS = 600

/** What a connection's statistics have counted, so far. */
export type Counted = {
  atMs: number
  rttMs: number | null
  bytesOut: number
  bytesIn: number
  packetsIn: number
  lostIn: number
  packetsOut: number
  lostOut: number
  isRelayed: boolean
}

const zero: Counted = {
  atMs: 0,
  rttMs: null,
  bytesOut: 0,
  bytesIn: 0,
  packetsIn: 0,
  lostIn: 0,
  packetsOut: 0,
  lostOut: 0,
  isRelayed: false,
}

type Entry = Record<string, unknown> & { type: string }

const number = (entry: Entry, name: string) => {
  const value = entry[name]
  return typeof value === 'number' ? value : 0
}

export function countOf(entries: Iterable<Entry>, atMs: number): Counted {
  const counted = { ...zero, atMs }
  const all = [...entries]
  for (const entry of all) {
    if (entry.type === 'inbound-rtp') {
      counted.packetsIn += number(entry, 'packetsReceived')
      counted.lostIn += number(entry, 'packetsLost')
      counted.bytesIn += number(entry, 'bytesReceived')
    }
    if (entry.type === 'outbound-rtp') {
      counted.packetsOut += number(entry, 'packetsSent')
      counted.bytesOut += number(entry, 'bytesSent')
    }
    if (entry.type === 'remote-inbound-rtp') counted.lostOut += number(entry, 'packetsLost')
    if (entry.type === 'candidate-pair' && entry.nominated === true && entry.state === 'succeeded') {
      counted.rttMs = number(entry, 'currentRoundTripTime') * 1000
      const local = all.find(({ id }) => id === entry.localCandidateId)
      counted.isRelayed = local?.candidateType === 'relay'
    }
  }
  return counted
}

/** How it went between two counts. */
export function qualityBetween(before: Counted, after: Counted): Quality {
  const seconds = Math.max(0.001, (after.atMs - before.atMs) / 1000)
  const kbps = (bytes: number) => Math.max(0, Math.round((bytes * 8) / 1000 / seconds))
  const lossIn = share(after.lostIn - before.lostIn, after.packetsIn - before.packetsIn)
  const lossOut = share(after.lostOut - before.lostOut, after.packetsOut - before.packetsOut)
  return {
    rttMs: after.rttMs,
    lossIn,
    lossOut,
    kbpsIn: kbps(after.bytesIn - before.bytesIn),
    kbpsOut: kbps(after.bytesOut - before.bytesOut),
    isRelayed: after.isRelayed,
    isWeak: lossIn > LOSS_WEAK || lossOut > LOSS_WEAK || (after.rttMs ?? 0) > RTT_WEAK_MS,
  }
}

/** Of 100 packets. A negative count is a late packet, not a gain. */
const share = (lost: number, arrived: number) =>
  lost <= 0 ? 0 : Math.min(100, Math.round((100 * lost) / Math.max(1, lost + Math.max(0, arrived))))
