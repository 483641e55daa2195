import type { Reader } from '@chatterly/db/database'
import type { ConversationRow } from '@chatterly/db/schema/conversations'
import { messages } from '@chatterly/db/schema/messages'
import type { ListMessages } from '@chatterly/protocol/messages/shapes'
import { and, eq } from 'drizzle-orm'
import type { Bounds } from './list-messages.ts'

type Timeline = { db: Reader; conversation: Pick<ConversationRow, 'id' | 'messageCount'> }

/**
 * Times become numbers before anything is read: messages of one moment, or a clock that was set back, then change no
 * order. Numbers stay as they are, without a look at the database.
 */
export async function placesToNumbers(
  timeline: Timeline,
  { before, after, around, limit }: Omit<ListMessages, 'conversationId'>,
): Promise<Bounds> {
  const until = (at: string) => countWhile(timeline, (createdAt) => createdAt <= new Date(at))
  return {
    before:
      typeof before === 'string'
        ? 1 + (await countWhile(timeline, (createdAt) => createdAt < new Date(before)))
        : before,
    after: typeof after === 'string' ? await until(after) : after,
    around: typeof around === 'string' ? await until(around) : around,
    limit,
  }
}

/** The order of numbers is that of times, and numbers stand in the index: seventeen looks for a hundred thousand. */
async function countWhile(
  { db, conversation }: Timeline,
  isWithin: (createdAt: Date) => boolean,
): Promise<number> {
  let [known, beyond] = [0, conversation.messageCount + 1]
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2)
    const [message] = await db
      .select({ createdAt: messages.createdAt })
      .from(messages)
      .where(and(eq(messages.conversationId, conversation.id), eq(messages.number, middle)))
    if (!message || isWithin(message.createdAt)) known = middle
    else beyond = middle
  }
  return known
}
