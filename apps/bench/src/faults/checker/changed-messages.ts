import type { Dump, DumpedConversation, DumpedEvent, DumpedMessage } from '../history/dump.ts'
import { groupBy } from './evidence.ts'

/** What messages have become, read off the log: edits, deletions and reactions. */
export function changedMessagesOf({ id }: DumpedConversation, events: DumpedEvent[], dump: Dump): string[] {
  const changes = groupBy(
    events.filter(({ messageId, type }) => messageId !== null && type !== 'message.created'),
    ({ messageId }) => messageId ?? '',
  )
  const reactions = groupBy(dump.reactions, ({ messageId }) => messageId)
  return dump.messages
    .filter(({ conversationId }) => conversationId === id)
    .flatMap((row) => {
      const own = changes.get(row.id) ?? []
      const held = (reactions.get(row.id) ?? []).map((reaction) => reaction.id)
      return [...stateOf(row, own), ...reactionsOf(row, own, held)].map(
        (words) => `Message ${row.id} ${words}`,
      )
    })
}

function stateOf(row: DumpedMessage, changes: DumpedEvent[]): string[] {
  const ofType = (type: string) => changes.filter((change) => change.type === type)
  const deletions = ofType('message.deleted')
  const newest = changes.at(-1)?.seq ?? null
  const last = deletions[0]?.seq ?? Number.POSITIVE_INFINITY
  return [
    ...(row.isEdited === ofType('message.edited').length > 0
      ? []
      : [row.isEdited ? 'was edited, and no change says so' : 'is said to be edited, and is not']),
    ...(deletions.length === (row.isDeleted ? 1 : 0)
      ? []
      : [`was deleted with ${deletions.length} changes, and is ${row.isDeleted ? '' : 'not '}deleted`]),
    ...(row.changedSeq === newest
      ? []
      : [`was changed last with number ${newest}, and ${row.changedSeq} is noted`]),
    ...(changes.some(({ seq }) => seq <= row.seq) ? ['was changed before it was there'] : []),
    ...(changes.some(({ seq }) => seq > last) ? ['was changed after it was deleted'] : []),
  ]
}

/** Each is added once, and taken away at most once. */
function reactionsOf(row: DumpedMessage, changes: DumpedEvent[], held: string[]): string[] {
  const folded = new Set<string>()
  const faults: string[] = []
  for (const { type, reactionId, seq } of changes) {
    if (reactionId === null) continue
    const isThere = folded.has(reactionId)
    if (isThere === (type === 'reaction.added')) faults.push(`has a reaction that change ${seq} repeats`)
    if (type === 'reaction.added') folded.add(reactionId)
    else folded.delete(reactionId)
  }
  const isEqual = held.length === folded.size && held.every((id) => folded.has(id))
  if (!isEqual) faults.push(`has ${held.length} reactions, and the log gives ${folded.size}`)
  if (row.reactionCount !== held.length)
    faults.push(`has ${held.length} reactions, counted as ${row.reactionCount}`)
  return faults
}
