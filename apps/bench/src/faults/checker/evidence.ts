import type { Dump, DumpedEvent } from '../history/dump.ts'
import type { Entry, Exit, Holdings, Micros, Note, NodeSample, Outcome } from '../history/entries.ts'
import type { Cast } from '../plan.ts'

/** All that is known of a run once it is over. */
export type Evidence = {
  cast: Cast
  /** One list a client, in the order written. */
  histories: Entry[][]
  dump: Dump
  notes: Note[]
  exits: Exit[]
  samples: NodeSample[]
  /** In words: who was not where they belong when the time was over. */
  behind: string[]
  holdings: { before: Holdings; after: Holdings }
  /** Job schedules Redis knows at the end, and those it has to. */
  schedules: { found: string[]; wanted: string[] }
}

/** Something that was promised and did not hold; where one moment shows it, that one. */
export type Violation = { invariant: string; words: string; at?: Micros }

export type Check = (evidence: Evidence) => Violation[]

type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>

export function* entriesOf<Kind extends Entry['kind']>(
  { histories }: Pick<Evidence, 'histories'>,
  kind: Kind,
): Generator<EntryOf<Kind>> {
  for (const history of histories) {
    for (const entry of history) if (entry.kind === kind) yield entry as EntryOf<Kind>
  }
}

/** Something done, with what came of it; without an outcome nobody ever heard. */
export type Deed = EntryOf<'invoke'> & { senderId: string; outcome: Outcome | undefined }

export function deedsOf({ histories, cast }: Pick<Evidence, 'histories' | 'cast'>): Deed[] {
  return histories.flatMap((history) => {
    const outcomes = new Map<string, Outcome>()
    for (const entry of history) {
      if (entry.kind === 'ok' || entry.kind === 'fail' || entry.kind === 'info') outcomes.set(entry.id, entry)
    }
    const senderId = userOf(history, cast)
    return history.flatMap((entry) =>
      entry.kind === 'invoke' ? [{ ...entry, senderId, outcome: outcomes.get(entry.id) }] : [],
    )
  })
}

/** Whose history it is. */
export function userOf(history: Entry[], cast: Pick<Cast, 'people'>): string {
  const begin = history.find((entry) => entry.kind === 'begin')
  return (begin?.kind === 'begin' && cast.people[begin.person]?.userId) || 'nobody'
}

/** What a client is called in histories, connections and logs. */
export function nameOf([begin]: Entry[]): string {
  if (begin?.kind !== 'begin') return 'nobody'
  return begin.guest ?? `p${begin.person}`
}

/** Microseconds to add to a history's moments to have those of the clock on the wall. */
export function wallOffsetOf(history: Entry[]): number {
  const begin = history.find((entry) => entry.kind === 'begin')
  return begin?.kind === 'begin' ? begin.wallMs * 1000 - begin.at : 0
}

export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

export const eventsByConversation = ({ events }: Dump): Map<string, DumpedEvent[]> =>
  groupBy(events, ({ conversationId }) => conversationId)

/** When the first fault struck. */
export const struckAtOf = ({ notes }: Pick<Evidence, 'notes'>): Micros =>
  notes.find(({ kind }) => kind === 'struck')?.at ?? 0

/** Messages that a rewind took away, as a restore from a backup does. */
export const lostByRewind = ({ notes }: Pick<Evidence, 'notes'>): ReadonlySet<string> =>
  new Set(notes.flatMap((note) => (note.kind === 'rewound' ? note.lostMessageIds : [])))
