import type { Entry, SeenEvent } from '../history/entries.ts'
import type { DumpedEvent } from '../history/dump.ts'
import { UNKNOWN_TYPE } from '../nemesis/unknown-event.ts'
import { bodiesOf } from './bodies.ts'
import {
  type Check,
  eventsByConversation,
  type Evidence,
  nameOf,
  userOf,
  type Violation,
} from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'
import { Periods } from './periods.ts'

/** I4. What each client has taken in is the log: every change of its time there, in order, and nothing else. */
export const everybodyConverges: Check = (evidence) => {
  const known = {
    log: eventsByConversation(evidence.dump),
    bodies: bodiesOf(evidence),
    messageSeqs: new Map(evidence.dump.messages.map(({ id, seq }) => [id, seq])),
    periods: new Periods(evidence.dump),
  }
  return [
    ...evidence.histories.flatMap((history) =>
      [...walk(history, known, evidence), ...comparisonsOf(history)].map(({ words, ...fault }) => ({
        ...fault,
        words: `${nameOf(history)}: ${words}`,
      })),
    ),
    ...evidence.behind.map((who) => ({ words: `When the time was over: ${who}` })),
    ...ghosts(evidence),
  ].map((fault) => ({ ...fault, invariant: 'I4' }))
}

type Fault = Pick<Violation, 'words' | 'at'>

/** Its fold of all it was given, beside what the server shows afresh at the end. */
const comparisonsOf = (history: Entry[]): Fault[] =>
  history.flatMap((entry) =>
    entry.kind === 'compared'
      ? entry.differences.map((words) => ({ words: `folded, ${words} (${entry.conversationId})` }))
      : [],
  )

type Known = {
  log: Map<string, DumpedEvent[]>
  bodies: Map<string, Set<string>>
  messageSeqs: Map<string, number>
  periods: Periods
}

function walk(history: Entry[], known: Known, { notes, cast }: Evidence): Fault[] {
  const userId = userOf(history, cast)
  const rewound = notes.find((note) => note.kind === 'rewound')
  const at = new Map<string, number>()
  const takenBack = new Set<string>()
  const faults: Fault[] = []
  for (const entry of history) {
    if (entry.kind === 'begin') for (const [id, seq] of Object.entries(entry.cursors)) at.set(id, seq)
    if (entry.kind === 'reset' || entry.kind === 'gone') takenBack.delete(entry.conversationId)
    if (entry.kind === 'reset') at.set(entry.conversationId, entry.seq)
    else if (entry.kind === 'gone') at.delete(entry.conversationId)
    else if (entry.kind === 'apply') {
      const { conversationId, event } = entry
      const before = at.get(conversationId)
      const note = (words: string) =>
        faults.push({ words: `change ${event.seq} ${words} (${conversationId})`, at: entry.at })
      if (before === undefined) note('of a conversation it was not in')
      else if (event.seq !== before + 1) note(`after ${before}`)
      at.set(conversationId, event.seq)
      const isTakenBack =
        rewound !== undefined && entry.at < rewound.at && event.seq > (rewound.kept[conversationId] ?? 0)
      if (isTakenBack) takenBack.add(conversationId)
      else if (!isLogged(event, known.log.get(conversationId)?.[event.seq - 1], { ...known, userId }))
        note('is not what the log holds')
    }
  }
  // A session that has ended meanwhile is told nothing any more.
  const [begin] = history
  if (begin?.kind === 'begin' && begin.guest !== undefined) return faults
  return [...faults, ...[...takenBack].map((id) => ({ words: `still holds what was taken back (${id})` }))]
}

function isLogged(
  seen: SeenEvent,
  logged: DumpedEvent | undefined,
  { bodies, messageSeqs, periods, userId }: Known & { userId: string },
): boolean {
  if (logged?.seq !== seen.seq) return false
  const messageSeq = messageSeqs.get(logged.messageId ?? '')
  // Of a message from before one came, a change is given without its content.
  if (seen.type === 'change.hidden')
    return (
      logged.type === UNKNOWN_TYPE ||
      (messageSeq ?? Number.POSITIVE_INFINITY) < periods.visibleFrom(logged.conversationId, userId, seen.seq)
    )
  if (logged.type !== seen.type || seen.id !== (logged.messageId ?? logged.userId)) return false
  return seen.sha === null || (bodies.get(logged.messageId ?? '')?.has(seen.sha) ?? false)
}

/** Nothing is ever given to anybody that was not committed. */
function ghosts(evidence: Evidence): Fault[] {
  const known = messagesByCanary(evidence)
  const takenBack = new Set(
    evidence.notes.flatMap((note) => (note.kind === 'rewound' ? note.lostCanaries : [])),
  )
  const received = new Set(
    evidence.histories.flat().flatMap((entry) => ('canaries' in entry ? entry.canaries : [])),
  )
  return [...received]
    .filter((canary) => !known.has(canary) && !takenBack.has(canary))
    .map((canary) => ({ words: `${canary} was given to somebody and is not in the log` }))
}
