import type { DumpedEvent, DumpedMessage } from '../history/dump.ts'
import { type Check, type Deed, deedsOf, groupBy, lostByRewind } from './evidence.ts'

/** I1. What was acknowledged is in the database: same conversation, same number, same bytes, unless changed since. */
export const ackedIsKept: Check = (evidence) => {
  const rows = new Map(evidence.dump.messages.map((message) => [message.id, message]))
  const changes = groupBy(evidence.dump.events, ({ messageId }) => messageId ?? '')
  const reactions = new Set(evidence.dump.events.map(({ reactionId }) => reactionId))
  const excused = lostByRewind(evidence)
  return deedsOf(evidence).flatMap((deed) => {
    const { outcome, op } = deed
    if (outcome?.kind !== 'ok') return []
    const words: string[] = []
    if (outcome.reactionId !== undefined && !reactions.has(outcome.reactionId))
      words.push(`The acknowledged reaction ${outcome.reactionId} was never logged`)
    const { messageId } = outcome
    if (messageId !== undefined && !excused.has(messageId)) {
      const fault = faultOf(deed, rows.get(messageId), changes.get(messageId) ?? [])
      if (fault !== undefined)
        words.push(`After ${op} ${deed.id}, the message ${messageId} (${deed.canary ?? ''}) ${fault}`)
    }
    return words.map((each) => ({ invariant: 'I1', words: each, at: outcome.at }))
  })
}

function faultOf(
  { op, outcome, conversationId }: Deed,
  row: DumpedMessage | undefined,
  changes: DumpedEvent[],
): string | undefined {
  if (outcome?.kind !== 'ok') return undefined
  const { seq, changedSeq = 0, sha } = outcome
  if (!row) return 'is lost'
  if (row.conversationId !== conversationId) return 'is in another conversation'
  if (seq !== undefined && row.seq !== seq) return `has number ${row.seq} instead of ${seq}`
  if (op === 'delete' && !row.isDeleted) return 'is not deleted'
  if (changedSeq > 0 && !changes.some((change) => change.seq === changedSeq))
    return `was changed with number ${changedSeq}, which says something else`
  const isEditedSince = changes.some((change) => change.type === 'message.edited' && change.seq > changedSeq)
  if (sha !== undefined && !isEditedSince && row.sha !== sha) return 'has another body'
  return undefined
}
