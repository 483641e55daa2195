import type { Reader } from '@chatterly/db/database'
import type { EventRow } from '@chatterly/db/schema/log'
import type { EventView } from '../log/event-view.ts'

/** A reaction never changes, so the row of the event has it all, also once it was removed. */
export async function viewReaction(
  _db: Reader,
  rows: EventRow[],
): Promise<EventView<'reaction.added' | 'reaction.removed'>[]> {
  return rows.map(({ seq, messageId, data }) => {
    const { userId, reactionId, emoji, messageNumber, messageSeq } = data
    if (!messageId || !userId || !reactionId || !emoji || !messageNumber || !messageSeq) {
      throw new Error(`Change ${seq} does not say which reaction`)
    }
    return {
      message: { id: messageId, number: messageNumber, seq: messageSeq },
      reaction: { id: reactionId, emoji, userId },
    }
  })
}
