import type { Transaction } from '@chatterly/db/database'
import { type ConversationRow, conversations } from '@chatterly/db/schema/conversations'
import { conversationEvents, type EventReferences } from '@chatterly/db/schema/log'
import type { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { RecordedEventType } from '@chatterly/protocol/realtime/events'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { World } from '../context.ts'

/** Nobody acts where time does. */
type EventRecord = {
  type: RecordedEventType
  actorId: UserId | null
  messageId?: MessageId
  data?: EventReferences
}

/** A locked conversation: nobody else numbers anything in it until the transaction ends. */
export type OpenLog = {
  tx: Transaction
  conversation: ConversationRow
  /** The number the next recorded change takes. */
  nextSeq(): number
  /** The number the next message of the main timeline takes. */
  nextNumber(): number
  record(event: EventRecord): void
  countMessage(message: { createdAt: Date }): void
  countMembers(difference: number): void
}

/**
 * Changes a conversation: locks it, lets `change` write rows and record events, numbers them, and once all of it is
 * committed tells everybody. The lock is held until commit, so a visible number means that all below are visible too.
 *
 * @throws conversation.not_found
 */
export async function changeConversation<Result>(
  world: Pick<World, 'db' | 'hub'>,
  id: ConversationId,
  change: (log: OpenLog) => Promise<Result>,
): Promise<Result> {
  const outcome = await world.db.transaction(async (tx) => {
    const [conversation] = await tx
      .select()
      .from(conversations)
      .where(eq(conversations.id, id))
      .for('no key update')
    if (!conversation) throw new Refusal('conversation.not_found')
    return writeLog(tx, conversation, change)
  })
  if (outcome.recorded > 0) world.hub.announce(id, outcome.prev)
  return outcome.result
}

/** The same inside a transaction that holds the conversation's row already; the caller announces after commit. */
export async function writeLog<Result>(
  tx: Transaction,
  conversation: ConversationRow,
  change: (log: OpenLog) => Promise<Result>,
): Promise<{ result: Result; prev: number; recorded: number }> {
  const { id, lastSeq: prev } = conversation
  const { log, events, counters } = openLog(tx, conversation)
  const result = await change(log)
  if (events.length > 0) {
    await tx.insert(conversationEvents).values(events)
    await tx
      .update(conversations)
      .set({ ...counters, lastSeq: prev + events.length })
      .where(eq(conversations.id, id))
  }
  return { result, prev, recorded: events.length }
}

/** What is recorded and counted is written by whoever opened the log. */
export function openLog(tx: Transaction, conversation: ConversationRow) {
  const { id, lastSeq: prev } = conversation
  const events: (EventRecord & { conversationId: ConversationId; seq: number })[] = []
  const counters = {
    messageCount: conversation.messageCount,
    memberCount: conversation.memberCount,
    lastMessageAt: conversation.lastMessageAt,
  }
  const log: OpenLog = {
    tx,
    conversation,
    nextSeq: () => prev + events.length + 1,
    nextNumber: () => counters.messageCount + 1,
    record: (event) => void events.push({ ...event, conversationId: id, seq: log.nextSeq() }),
    countMessage: (message) => {
      counters.messageCount += 1
      counters.lastMessageAt = message.createdAt
    },
    countMembers: (difference) => void (counters.memberCount += difference),
  }
  return { log, events, counters }
}
