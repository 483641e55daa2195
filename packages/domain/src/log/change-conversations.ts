import { isOneOf } from '@chatterly/db/is-one-of'
import type { Transaction } from '@chatterly/db/database'
import { conversations } from '@chatterly/db/schema/conversations'
import { conversationEvents } from '@chatterly/db/schema/log'
import type { ConversationId } from '@chatterly/protocol/ids'
import { sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import { type OpenLog, openLog } from './change-conversation.ts'

/**
 * Changes many conversations in one transaction, each as it would be changed alone, with as many statements as one
 * needs. Those that somebody else holds at this moment are left out: many must not wait for one.
 */
export async function changeConversations<Result>(
  world: Pick<World, 'db' | 'hub'>,
  ids: readonly ConversationId[],
  change: (tx: Transaction, logs: OpenLog[]) => Promise<Result>,
): Promise<Result> {
  const { result, changed } = await world.db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(conversations)
      .where(isOneOf(conversations.id, ids))
      .for('no key update', { skipLocked: true })
    const opened = rows.map((row) => openLog(tx, row))
    const made = await change(
      tx,
      opened.map(({ log }) => log),
    )
    const written = opened.filter(({ events }) => events.length > 0)
    if (written.length > 0) await write(tx, written)
    return { result: made, changed: written.map(({ log }) => log.conversation) }
  })
  for (const { id, lastSeq } of changed) world.hub.announce(id, lastSeq)
  return result
}

async function write(tx: Transaction, opened: ReturnType<typeof openLog>[]): Promise<void> {
  await tx.insert(conversationEvents).values(opened.flatMap(({ events }) => events))
  const heads = opened.map(({ log: { conversation }, events, counters }) => ({
    id: conversation.id,
    last_seq: conversation.lastSeq + events.length,
    message_count: counters.messageCount,
    member_count: counters.memberCount,
    last_message_at: counters.lastMessageAt,
  }))
  await tx.execute(sql`
    update conversations set
      last_seq = head.last_seq, message_count = head.message_count,
      member_count = head.member_count, last_message_at = head.last_message_at
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
      as head(id uuid, last_seq bigint, message_count bigint, member_count integer, last_message_at timestamptz)
    where conversations.id = head.id`)
}
