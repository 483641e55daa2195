import { type Deed, deedsOf, type Evidence } from './evidence.ts'
import { messagesByCanary } from './messages-by-canary.ts'

/** Every body that somebody meant a message to have, by its hash: what a view of it may show at one time or another. */
export function bodiesOf(evidence: Evidence): Map<string, Set<string>> {
  const bodies = new Map(
    evidence.dump.messages.map(({ id, sha }) => [id, new Set(sha === null ? [] : [sha])]),
  )
  const byCanary = messagesByCanary(evidence)
  const idsOf = ({ messageId, canary }: Deed) =>
    messageId === undefined ? (byCanary.get(canary ?? '') ?? []).map(({ id }) => id) : [messageId]
  for (const deed of deedsOf(evidence)) {
    const { sha } = deed
    if (sha !== undefined) for (const id of idsOf(deed)) bodies.get(id)?.add(sha)
  }
  return bodies
}
