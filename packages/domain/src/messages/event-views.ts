import type { Reader } from '@chatterly/db/database'
import type { EventRow } from '@chatterly/db/schema/log'
import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { users } from '@chatterly/db/schema/users'
import type { MessageId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { inArray } from 'drizzle-orm'
import type { EventView } from '../log/event-view.ts'
import { viewMessages } from '../log/message-view.ts'
import { toUserView } from '../users/view.ts'

export async function viewMessageCreated(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'message.created'>[]> {
  const subjects = await viewSubjects(db, rows)
  const senderIds = [...new Set(subjects.map((message) => message.senderId))]
  const senders = await db.select().from(users).where(inArray(users.id, senderIds))
  const byId = new Map(senders.map((sender) => [sender.id, toUserView(sender)]))
  return subjects.map((message) => {
    const sender = byId.get(message.senderId)
    if (!sender) throw new Error(`Message ${message.id} has no sender`)
    return { message, sender }
  })
}

/** What an edit and a deletion say: the message as it is now. */
export async function viewMessageChanged(
  db: Reader,
  rows: EventRow[],
): Promise<EventView<'message.edited' | 'message.deleted'>[]> {
  return (await viewSubjects(db, rows)).map((message) => ({ message }))
}

/** The message of each row; many rows may name the same. */
async function viewSubjects(db: Reader, rows: EventRow[]): Promise<MessageView[]> {
  const found = await listMessages(db, [...new Set(rows.flatMap((row) => row.messageId ?? []))])
  const byId = new Map((await viewMessages(db, found)).map((message) => [message.id, message]))
  return rows.map(({ messageId, seq }) => {
    const message = messageId && byId.get(messageId)
    if (!message) throw new Error(`Change ${seq} names a message that is not there`)
    return message
  })
}

const listMessages = (db: Reader, ids: MessageId[]): Promise<MessageRow[]> =>
  db.select().from(messages).where(inArray(messages.id, ids))
