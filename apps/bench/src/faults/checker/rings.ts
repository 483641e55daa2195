import type { Entry } from '../history/entries.ts'
import { type Evidence, nameOf, userOf, wallOffsetOf } from './evidence.ts'

/** One device that rang for one call, and for how long it did after that was over for this person. */
export type Ring = { who: string; callId: string; onMicros: number; isTold: boolean; at: number }

/**
 * Every ring there was. Time without a connection does not count: who is away cannot be told. Guests, whose sessions
 * end in the middle, are left out.
 */
export function ringsIn(evidence: Evidence): Ring[] {
  const stops = stopsOf(evidence)
  return evidence.histories.filter(isNoGuest).flatMap((history) => {
    const userId = userOf(history, evidence.cast)
    const offset = wallOffsetOf(history)
    return history.flatMap((entry, place) => {
      if (entry.kind !== 'rings') return []
      const { callId } = entry
      const stoppedAt = stops(callId, userId)
      if (stoppedAt === undefined) return []
      const later = history.slice(place)
      const silent = later.find((each) => each.kind === 'silent' && each.callId === callId)
      const at = (silent ?? later.at(-1) ?? entry).at
      const since = Math.max(stoppedAt - offset, connectedSince(history, at))
      return [{ who: nameOf(history), callId, onMicros: Math.max(0, at - since), isTold: !!silent, at }]
    })
  })
}

const isNoGuest = ([begin]: Entry[]) => begin?.kind !== 'begin' || begin.guest === undefined

/** The moment a connection was last live before this one. */
const connectedSince = (history: Entry[], at: number): number =>
  history.reduce((since, entry) => (entry.kind === 'live' && entry.at <= at ? entry.at : since), 0)

/** When a call rang no more for somebody, in microseconds since 1970: it was over, or they had decided. */
function stopsOf({ dump }: Evidence) {
  const ends = new Map(dump.calls.map(({ id, endedAt }) => [id, endedAt ?? undefined]))
  const stops = new Map<string, number>()
  for (const { type, callId, userId, at } of dump.events) {
    if (callId === null) continue
    const whom = type === 'call.missed' ? '' : userId
    const isStop = type === 'call.missed' || type === 'call.accepted' || type === 'call.declined'
    if (isStop && !stops.has(`${callId} ${whom}`)) stops.set(`${callId} ${whom}`, at)
  }
  return (callId: string, userId: string): number | undefined => {
    const known = [ends.get(callId), stops.get(`${callId} ${userId}`), stops.get(`${callId} `)]
    const all = known.filter((at) => at !== undefined)
    return all.length === 0 ? undefined : Math.min(...all)
  }
}
