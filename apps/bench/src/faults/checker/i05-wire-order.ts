import type { Entry } from '../history/entries.ts'
import { type Check, type Evidence, userOf, type Violation } from './evidence.ts'

/**
 * I5. Over one connection the numbers of a conversation rise by one; a pull is answered from where it was asked, and
 * without a hole. After somebody's membership ended their numbers may begin anew, higher.
 */
export const wireOrder: Check = (evidence) =>
  evidence.histories.flatMap((history) =>
    faultsIn(history, userOf(history, evidence.cast)).map((fault) => ({ invariant: 'I5', ...fault })),
  )

function faultsIn(history: Entry[], userId: string): Omit<Violation, 'invariant'>[] {
  const faults: Omit<Violation, 'invariant'>[] = []
  const last = new Map<string, { seq: number; hasLeft: boolean }>()
  const asked = new Map<string, Record<string, number>>()
  for (const entry of history) {
    const note = (words: string) => faults.push({ words, at: entry.at })
    if (entry.kind === 'asked') asked.set(`${entry.conn} ${entry.request}`, entry.cursors)
    else if (entry.kind === 'batch') {
      const place = `${entry.conn} ${entry.conversationId}`
      const before = last.get(place)
      const follows =
        before === undefined || before.seq === entry.prev || (before.hasLeft && before.seq <= entry.prev)
      if (!follows) note(`${place}: a batch follows ${entry.prev}, after ${before.seq}`)
      if (!isContiguous(entry.prev, entry.events)) note(`${place}: a hole in the batch after ${entry.prev}`)
      const newest = entry.events.at(-1)
      const hasLeft = entry.events.some(({ type, id }) => type === 'member.left' && id === userId)
      last.set(place, { seq: newest?.seq ?? entry.prev, hasLeft })
    } else if (entry.kind === 'pulled') {
      const cursors = asked.get(`${entry.conn} ${entry.request}`) ?? {}
      for (const { conversationId, prev, events, head } of entry.answers) {
        if (prev === undefined || events === undefined) continue
        if (prev !== cursors[conversationId])
          note(`${entry.conn}: asked after ${cursors[conversationId]}, answered after ${prev}`)
        if (!isContiguous(prev, events) || (events.at(-1)?.seq ?? prev) !== head)
          note(`${entry.conn}: a hole in what was pulled after ${prev} (${conversationId})`)
      }
    }
  }
  return faults
}

const isContiguous = (prev: number, events: { seq: number }[]) =>
  events.every(({ seq }, index) => seq === prev + index + 1)

/** Changes that came to a client more than once, which a resume may do. */
export function countRepeatsOnWire({ histories }: Pick<Evidence, 'histories'>): number {
  let repeats = 0
  for (const history of histories) {
    const seen = new Set<string>()
    for (const entry of history) {
      const given =
        entry.kind === 'batch'
          ? entry.events.map(({ seq, id }) => `${entry.conversationId} ${seq} ${id}`)
          : entry.kind === 'pulled'
            ? entry.answers.flatMap(({ conversationId, events }) =>
                (events ?? []).map(({ seq, id }) => `${conversationId} ${seq} ${id}`),
              )
            : []
      for (const each of given) {
        if (seen.has(each)) repeats += 1
        else seen.add(each)
      }
    }
  }
  return repeats
}
