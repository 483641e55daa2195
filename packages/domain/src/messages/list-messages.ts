import type { Reader } from '@chatterly/db/database'
import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { isHistoryOpen } from '@chatterly/protocol/conversations/policy'
import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { and, asc, desc, eq, gt, lte } from 'drizzle-orm'
import type { World } from '../context.ts'
import type { Membership } from '../conversations/access.ts'
import { viewMessages } from '../log/message-view.ts'
import { findPeople } from '../users/find-people.ts'

/** By the numbers of messages. */
export type Bounds = {
  before?: number | undefined
  after?: number | undefined
  around?: number | undefined
  limit: number
}
export type Page = Omit<MessageWindow, 'users'>

/** A stretch of the timeline the member may read, oldest first, with the people who wrote it. */
export async function listMessages(
  db: Reader,
  membership: Membership,
  bounds: Bounds,
): Promise<MessageWindow> {
  const page = await readPage(db, membership, bounds)
  const senders = await findPeople(db, sendersOf(page))
  return { ...page, users: senders.filter((sender) => sender !== undefined) }
}

/** The same, read once for everybody who looks at this stretch between two changes of the conversation. */
export async function listMessagesTogether(
  { db, reads, pages }: World,
  membership: Membership,
  bounds: Bounds,
): Promise<MessageWindow> {
  const page = await pages.find(membership, bounds, () => readPage(db, membership, bounds))
  return page.windowWith(() => reads.people(page.senderIds))
}

async function readPage(db: Reader, membership: Membership, bounds: Bounds): Promise<Page> {
  const { rows, hasBefore, hasAfter } = await readWindow(db, membership, bounds)
  return { items: await viewMessages(db, rows), hasBefore, hasAfter }
}

const sendersOf = (page: Page) => [...new Set(page.items.map((item) => item.senderId))]

type Window = { rows: MessageRow[]; hasBefore: boolean; hasAfter: boolean }

async function readWindow(db: Reader, { conversation, member }: Membership, bounds: Bounds): Promise<Window> {
  const floor = isHistoryOpen(conversation) ? 0 : member.joinedNumber
  // Who was removed since they were looked up is given nothing of what came after.
  const range = { db, conversationId: conversation.id, floor, newest: conversation.messageCount }
  const { limit, before, after, around } = bounds
  if (after !== undefined) {
    const { rows, hasMore } = await readAfter(range, after, limit)
    return { rows, hasBefore: Math.max(after, floor) > floor, hasAfter: hasMore }
  }
  if (around !== undefined) {
    const older = await readUpTo(range, around, Math.ceil(limit / 2))
    const newer = await readAfter(range, around, limit - older.rows.length)
    return { rows: [...older.rows, ...newer.rows], hasBefore: older.hasMore, hasAfter: newer.hasMore }
  }
  const { rows, hasMore } = await readUpTo(range, (before ?? Number.POSITIVE_INFINITY) - 1, limit)
  const hasAfter = before !== undefined && before <= conversation.messageCount
  return { rows, hasBefore: hasMore, hasAfter }
}

type Range = { db: Reader; conversationId: MessageRow['conversationId']; floor: number; newest: number }

async function readUpTo({ db, conversationId, floor, newest }: Range, last: number, limit: number) {
  const found = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gt(messages.number, floor),
        lte(messages.number, Math.min(last, newest)),
      ),
    )
    .orderBy(desc(messages.number))
    .limit(limit + 1)
  return { rows: found.slice(0, limit).reverse(), hasMore: found.length > limit }
}

async function readAfter({ db, conversationId, floor, newest }: Range, first: number, limit: number) {
  const found = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gt(messages.number, Math.max(first, floor)),
        lte(messages.number, newest),
      ),
    )
    .orderBy(asc(messages.number))
    .limit(limit + 1)
  return { rows: found.slice(0, limit), hasMore: found.length > limit }
}
