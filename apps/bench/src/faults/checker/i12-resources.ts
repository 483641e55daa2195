import type { Exit, Holdings } from '../history/entries.ts'
import type { Check } from './evidence.ts'

/**
 * What may be more than before without anything being lost: pools fill with the load, and the balancer keeps the
 * connections it made to both servers for a minute.
 */
const DESCRIPTORS_SLACK = 60
const CONNECTIONS_SLACK = 20

/** I12. No process ends unless the nemesis ends it; an error nobody handles ends one. What was opened is closed. */
export const resources: Check = ({ exits, holdings }) => [
  ...unorderedEnds(exits),
  ...excessOf(holdings).map((words) => ({ invariant: 'I12', words })),
]

/** What is held now beyond what was held before, in words. */
export function excessOf({ before, after }: { before: Holdings; after: Holdings }): string[] {
  const isMore = (now: number, then: number, slack: number) => now > then * 1.1 + slack
  const descriptors = Object.entries(after.descriptors)
    .filter(([name, now]) => isMore(now, before.descriptors[name] ?? 0, DESCRIPTORS_SLACK))
    .map(
      ([name, now]) => `${name} holds ${now} descriptors, and held ${before.descriptors[name] ?? 0} before`,
    )
  const connections = isMore(after.connections, before.connections, CONNECTIONS_SLACK)
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
