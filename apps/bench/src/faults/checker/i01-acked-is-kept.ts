import { type Check, deedsOf, lostByRewind } from './evidence.ts'

/** I1. What was acknowledged is in the database: same conversation, same number, same bytes. */
export const ackedIsKept: Check = (evidence) => {
  const rows = new Map(evidence.dump.messages.map((message) => [message.id, message]))
  const excused = lostByRewind(evidence)
  return deedsOf(evidence).flatMap(({ outcome, conversationId, canary }) => {
    if (outcome?.kind !== 'ok' || outcome.messageId === undefined || excused.has(outcome.messageId)) return []
    const row = rows.get(outcome.messageId)
    const fault = !row
      ? 'is lost'
      : row.conversationId !== conversationId
        ? 'is in another conversation'
        : row.seq !== outcome.seq
          ? `has number ${row.seq} instead of ${outcome.seq}`
          : !row.isDeleted && row.sha !== outcome.sha
            ? 'has another body'
            : undefined
    if (fault === undefined) return []
    return [{ invariant: 'I1', words: `The acknowledged message ${outcome.messageId} (${canary}) ${fault}` }]
  })
}
