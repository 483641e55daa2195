import type { Exit, Holdings } from '../history/entries.ts'
import type { Check } from './evidence.ts'

/** Descriptors and connections that may be more than before without anything being lost: pools fill with the load. */
const SLACK = 20

/** I12. No process ends unless the nemesis ends it; an error nobody handles ends one. What was opened is closed. */
export const resources: Check = ({ exits, holdings }) => [
  ...unorderedEnds(exits),
  ...excessOf(holdings).map((words) => ({ invariant: 'I12', words })),
]

/** What is held now beyond what was held before, in words. */
export function excessOf({ before, after }: { before: Holdings; after: Holdings }): string[] {
  const isMore = (now: number, then: number) => now > then * 1.1 + SLACK
  const descriptors = Object.entries(after.descriptors)
    .filter(([name, now]) => isMore(now, before.descriptors[name] ?? 0))
    .map(
      ([name, now]) =>
        `${name} hold ${now} descriptors beside what clients keep open, and held ${before.descriptors[name] ?? 0} before`,
    )
  const connections = isMore(after.connections, before.connections)
    ? [`PostgreSQL holds ${after.connections} connections, and held ${before.connections} before`]
    : []
  return [...descriptors, ...connections]
}

const unorderedEnds = (exits: readonly Exit[]) =>
  exits
    .filter(({ isOrdered }) => !isOrdered)
    .map(({ name, code, signal }) => ({
      invariant: 'I12',
      words: `${name} ended by itself with ${signal ?? `status ${code}`}`,
    }))
