import type { Entry } from '../history/entries.ts'
import { type Check, type Evidence, wallOffsetOf } from './evidence.ts'
import { Periods } from './periods.ts'

/** Microseconds in which an ended session reaches its sockets, wherever they are. */
const HEARD_WITHIN = 5_000_000

/** I8. Nobody writes without being a member, and a session that has ended hears nothing that happens later. */
export const revocation: Check = (evidence) =>
  [...writtenByStrangers(evidence), ...heardAfterEnd(evidence)].map((words) => ({ invariant: 'I8', words }))

function writtenByStrangers({ dump }: Evidence): string[] {
  const periods = new Periods(dump)
  return dump.messages
    .filter(({ conversationId, senderId, seq }) => !periods.includes(conversationId, senderId, seq))
    .map(
      ({ conversationId, senderId, seq }) =>
        `${senderId} wrote change ${seq} of ${conversationId} without being a member`,
    )
}

/** What was said before the end may still be on its way; what happened after it may not. */
function heardAfterEnd({ histories, notes, dump }: Evidence): string[] {
  const loggedAt = new Map(dump.events.map(({ conversationId, seq, at }) => [`${conversationId} ${seq}`, at]))
  return histories.flatMap((history) => {
    const [begin] = history
    const guest = begin?.kind === 'begin' ? begin.guest : undefined
    const endedAt = notes.find((note) => note.kind === 'ended' && note.guest === guest)?.at
    if (guest === undefined || endedAt === undefined) return []
    const isLater = ({ conversationId, seq }: { conversationId: string; seq: number }) =>
      (loggedAt.get(`${conversationId} ${seq}`) ?? 0) > endedAt + wallOffsetOf(history)
    return history
      .filter(
        (entry) =>
          entry.at > endedAt + HEARD_WITHIN && (entry.kind === 'live' || changesIn(entry).some(isLater)),
      )
      .map(
        (entry) => `${guest} was given ${entry.kind} ${(entry.at - endedAt) / 1e6} s after its session ended`,
      )
  })
}

function changesIn(entry: Entry): { conversationId: string; seq: number }[] {
  if (entry.kind === 'batch')
    return entry.events.map(({ seq }) => ({ conversationId: entry.conversationId, seq }))
  if (entry.kind !== 'pulled') return []
  return entry.answers.flatMap(({ conversationId, events = [] }) =>
    events.map(({ seq }) => ({ conversationId, seq })),
  )
}
