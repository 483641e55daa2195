import type { Reader } from '@chatterly/db/database'
import type { EventRow } from '@chatterly/db/schema/log'
import { messages } from '@chatterly/db/schema/messages'
import { users } from '@chatterly/db/schema/users'
import { eq, inArray } from 'drizzle-orm'
import type { EventView } from '../log/event-view.ts'
import { toMessageView } from '../log/message-view.ts'
import { toUserView } from '../users/view.ts'

export async function viewMessageCreated(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'message.created'>[]> {
  const ids = rows.flatMap((row) => row.messageId ?? [])
  const found = await db
    .select({ message: messages, sender: users })
    .from(messages)
    .innerJoin(users, eq(users.id, messages.senderId))
    .where(inArray(messages.id, ids))
  const byId = new Map(found.map((row) => [row.message.id, row]))
  return rows.map(({ messageId, seq }) => {
    const row = messageId && byId.get(messageId)
    if (!row) throw new Error(`Change ${seq} names a message that is not there`)
    return { message: toMessageView(row.message), sender: toUserView(row.sender) }
  })
}
