import { parseCanary } from '../canary.ts'
import type { Entry } from '../history/entries.ts'
import { type Check, type Evidence, lostByRewind, userOf, type Violation, wallOffsetOf } from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'
import { Periods } from './periods.ts'

/** Microseconds by which two processes may read the clock on the wall differently. */
const CLOCK_SLACK = 20_000

/** I7. Nobody is given a change outside of their membership, nor a word from where they are not, in any answer. */
export const noLeak: Check = (evidence) => {
  // What was taken back had members whose periods nobody knows any more.
  if (lostByRewind(evidence).size > 0) return []
  const periods = new Periods(evidence.dump)
  const seqs = new Map([...messagesByCanary(evidence)].map(([canary, [row]]) => [canary, row?.seq ?? 0]))
  const messageSeqs = new Map(evidence.dump.messages.map(({ id, seq: created }) => [id, created]))
  return evidence.histories.flatMap((history) =>
    [
      ...leaksIn(history, { evidence, periods, seqs }),
      ...earlierIn(history, { evidence, periods, messageSeqs }),
    ].map((leak) => ({ invariant: 'I7', ...leak })),
  )
}

type Leak = Omit<Violation, 'invariant'>

type Known = { evidence: Evidence; periods: Periods; seqs: Map<string, number> }

function leaksIn(history: Entry[], { evidence, periods, seqs }: Known): Leak[] {
  const userId = userOf(history, evidence.cast)
  const offset = wallOffsetOf(history)
  const mayKnow = (conversationId: string, seq: number, at: number) =>
    periods.mayKnow(conversationId, userId, { seq, atMicros: at + offset + CLOCK_SLACK })
  return history.flatMap((entry) => {
    const foreign = canariesOf(entry).flatMap((canary) => {
      const conversationId = evidence.cast.conversations[parseCanary(canary).conversation]?.id ?? ''
      const seq = seqs.get(canary)
      if (seq === undefined || mayKnow(conversationId, seq, entry.at)) return []
      return [`${userId} was given ${canary}, change ${seq}, in ${whereOf(entry)}`]
    })
    return [
      ...foreign,
      ...numbersOutside(entry, (id, seq, isLive) =>
        isLive ? periods.includes(id, userId, seq) : mayKnow(id, seq, entry.at),
      ).map((what) => `${userId} was given ${what}`),
    ].map((words) => ({ words, at: entry.at }))
  })
}

/** Changes of messages from before one came to a group: their numbers are given, and nothing else. */
function earlierIn(
  history: Entry[],
  { evidence, periods, messageSeqs }: Omit<Known, 'seqs'> & { messageSeqs: Map<string, number> },
): Leak[] {
  const userId = userOf(history, evidence.cast)
  return history.flatMap((entry) =>
    entry.kind === 'apply' &&
    (messageSeqs.get(entry.event.id ?? '') ?? Number.POSITIVE_INFINITY) <
      periods.visibleFrom(entry.conversationId, userId, entry.event.seq)
      ? [
          {
            words: `${userId} was given change ${entry.event.seq} of ${entry.conversationId}, of an earlier message`,
            at: entry.at,
          },
        ]
      : [],
  )
}

/** Live changes are given to members alone; what is pulled may be older, where one may read it. */
function numbersOutside(
  entry: Entry,
  isAllowed: (conversationId: string, seq: number, isLive: boolean) => boolean,
): string[] {
  if (entry.kind === 'batch')
    return entry.events
      .filter(({ seq }) => !isAllowed(entry.conversationId, seq, true))
      .map(({ seq }) => `change ${seq} of ${entry.conversationId}, live`)
  if (entry.kind !== 'pulled') return []
  return entry.answers.flatMap(({ conversationId, events }) =>
    (events ?? [])
      .filter(({ seq }) => !isAllowed(conversationId, seq, false))
      .map(({ seq }) => `change ${seq} of ${conversationId}, pulled`),
  )
}

const canariesOf = (entry: Entry) => ('canaries' in entry ? entry.canaries : [])
const whereOf = (entry: Entry) => (entry.kind === 'carried' ? entry.where : entry.kind)
