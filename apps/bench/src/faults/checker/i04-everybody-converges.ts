import type { Entry, SeenEvent } from '../history/entries.ts'
import type { DumpedEvent } from '../history/dump.ts'
import { type Check, eventsByConversation, type Evidence } from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'

/** I4. What each client has taken in is the log: every change of its time there, in order, and nothing else. */
export const everybodyConverges: Check = (evidence) => {
  const log = eventsByConversation(evidence.dump)
  const words = [
    ...evidence.histories.flatMap((history, person) =>
      walk(history, log, evidence).map((fault) => `Client ${person}: ${fault}`),
    ),
    ...evidence.behind.map((who) => `When the time was over: ${who}`),
    ...ghosts(evidence),
  ]
  return words.map((each) => ({ invariant: 'I4', words: each }))
}

function walk(history: Entry[], log: Map<string, DumpedEvent[]>, { notes, dump }: Evidence): string[] {
  const rewound = notes.find((note) => note.kind === 'rewound')
  const bodies = new Map(dump.messages.map(({ id, sha, isDeleted }) => [id, { sha, isDeleted }]))
  const at = new Map<string, number>()
  const takenBack = new Set<string>()
  const faults: string[] = []
  for (const entry of history) {
    if (entry.kind === 'begin') for (const [id, seq] of Object.entries(entry.cursors)) at.set(id, seq)
    if (entry.kind === 'reset' || entry.kind === 'gone') takenBack.delete(entry.conversationId)
    if (entry.kind === 'reset') at.set(entry.conversationId, entry.seq)
    else if (entry.kind === 'gone') at.delete(entry.conversationId)
    else if (entry.kind === 'apply') {
      const { conversationId, event } = entry
      const before = at.get(conversationId)
      if (before === undefined) faults.push(`change ${event.seq} of a conversation it was not in`)
      else if (event.seq !== before + 1)
        faults.push(`change ${event.seq} after ${before} (${conversationId})`)
      at.set(conversationId, event.seq)
      const isTakenBack =
        rewound !== undefined && entry.at < rewound.at && event.seq > (rewound.kept[conversationId] ?? 0)
      if (isTakenBack) takenBack.add(conversationId)
      else if (!isLogged(event, log.get(conversationId)?.[event.seq - 1], bodies))
        faults.push(`change ${event.seq} is not what the log holds (${conversationId})`)
    }
  }
  return [...faults, ...[...takenBack].map((id) => `still holds what was taken back (${id})`)]
}

type Bodies = Map<string, { sha: string | null; isDeleted: boolean }>

function isLogged(seen: SeenEvent, logged: DumpedEvent | undefined, bodies: Bodies): boolean {
  if (logged?.seq !== seen.seq || logged.type !== seen.type) return false
  if (seen.id !== (logged.messageId ?? logged.userId)) return false
  const body = logged.messageId === null ? undefined : bodies.get(logged.messageId)
  return seen.sha === null || body === undefined || body.isDeleted || body.sha === seen.sha
}

/** Nothing is ever given to anybody that was not committed. */
function ghosts(evidence: Evidence): string[] {
  const known = messagesByCanary(evidence)
  const takenBack = new Set(
    evidence.notes.flatMap((note) => (note.kind === 'rewound' ? note.lostCanaries : [])),
  )
  const received = new Set(
    evidence.histories.flat().flatMap((entry) => ('canaries' in entry ? entry.canaries : [])),
  )
  return [...received]
    .filter((canary) => !known.has(canary) && !takenBack.has(canary))
    .map((canary) => `${canary} was given to somebody and is not in the log`)
}
