import type { Entry } from '../history/entries.ts'
import { type Check, deedsOf, type Evidence, lostByRewind, nameOf } from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'

/** I7. Once a deletion is acknowledged, no answer to what is asked later, and no new connection, says those words. */
export const deletedBodies: Check = (evidence) => {
  if (lostByRewind(evidence).size > 0) return []
  const deletedAt = deletionsOf(evidence)
  return evidence.histories.flatMap((history) => {
    const begunAtOf = beginningsOf(history)
    return history.flatMap((entry) => {
      if (!('canaries' in entry) || entry.canaries.length === 0) return []
      const begunAt = begunAtOf(entry)
      return entry.canaries
        .filter((canary) => begunAt > (deletedAt.get(canary) ?? Number.POSITIVE_INFINITY))
        .map((canary) => ({
          invariant: 'I7',
          at: entry.at,
          words: `${nameOf(history)} was given ${canary} in ${entry.kind} after it was deleted`,
        }))
    })
  })
}

/** When each deleted message was first said to be deleted, by its canary. */
function deletionsOf(evidence: Evidence): Map<string, number> {
  const canaries = new Map(
    [...messagesByCanary(evidence)].flatMap(([canary, rows]) => rows.map(({ id }) => [id, canary])),
  )
  const deletedAt = new Map<string, number>()
  for (const { op, outcome } of deedsOf(evidence)) {
    const canary =
      outcome?.kind === 'ok' && op === 'delete' ? canaries.get(outcome.messageId ?? '') : undefined
    if (canary === undefined || outcome === undefined) continue
    deletedAt.set(canary, Math.min(outcome.at, deletedAt.get(canary) ?? Number.POSITIVE_INFINITY))
  }
  return deletedAt
}

/** What came of an entry was read after this: when it was asked for, or when its connection was made. */
function beginningsOf(history: Entry[]): (entry: Extract<Entry, { canaries: string[] }>) => number {
  const opened = new Map<string, number>()
  const asked = new Map<string, number>()
  for (const entry of history) {
    if (entry.kind === 'open') opened.set(entry.conn, entry.at)
    if (entry.kind === 'asked') asked.set(`${entry.conn} ${entry.request}`, entry.at)
  }
  return (entry) => {
    if (entry.kind === 'pulled') return asked.get(`${entry.conn} ${entry.request}`) ?? 0
    return (entry.kind === 'carried' ? entry.askedAt : undefined) ?? opened.get(entry.conn ?? '') ?? 0
  }
}
