import type { Reader } from '@chatterly/db/database'
import { members } from '@chatterly/db/schema/conversations'
import type { MessageRow } from '@chatterly/db/schema/messages'
import { readMarks } from '@chatterly/db/schema/receipts'
import { users } from '@chatterly/db/schema/users'
import { UserId } from '@chatterly/protocol/ids'
import type { ListReceipts, ReceiptView } from '@chatterly/protocol/receipts/shapes'
import { and, asc, eq, gt, gte, isNull, lt, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Acting } from '../context.ts'
import { accessConversation } from '../conversations/access.ts'
import { accessMessage } from '../messages/access.ts'
import { decodeCursor, encodeCursor } from '../page-cursor.ts'
import { toUserView } from '../users/view.ts'

const Position = z.object({ joinedSeq: z.int(), userId: UserId })
type Position = z.infer<typeof Position>

/**
 * Who else has read a message, and when their position first passed it: of those who were there when it was written
 * and still are, in the order they came.
 *
 * @throws conversation.not_found, conversation.join_first, message.not_found, page.unknown_cursor
 */
export async function listReceipts(
  ctx: Acting,
  { conversationId, messageId, limit, cursor }: ListReceipts,
): Promise<{ items: ReceiptView[]; nextCursor: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(Position, cursor)
  const message = await accessMessage(ctx, await accessConversation(ctx, conversationId), messageId)
  const found = await findReaders(ctx.db, message, { limit: limit + 1, ...(after && { after }) })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    items: shown.map(({ user, readAt }) => ({ user: toUserView(user), readAt: readAt.toISOString() })),
    nextCursor: last ? encodeCursor({ joinedSeq: last.joinedSeq, userId: last.user.id }) : null,
  }
}

/** One look into the index of the marks for each member shown, however many marks there are. */
function findReaders(db: Reader, message: MessageRow, page: { limit: number; after?: Position }) {
  if (message.number === null) throw new Error(`Message ${message.id} is not in the main timeline`)
  const { number } = message
  const passed = db
    .select({ readAt: readMarks.readAt })
    .from(readMarks)
    .where(
      and(
        eq(readMarks.conversationId, members.conversationId),
        eq(readMarks.userId, members.userId),
        gte(readMarks.number, number),
      ),
    )
    .orderBy(asc(readMarks.number))
    .limit(1)
    .as('passed')
  return db
    .select({ user: users, joinedSeq: members.joinedSeq, readAt: passed.readAt })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoinLateral(passed, sql`true`)
    .where(
      and(
        eq(members.conversationId, message.conversationId),
        isNull(members.leftSeq),
        gte(members.lastReadNumber, number),
        lt(members.joinedNumber, number),
        ne(members.userId, message.senderId),
        page.after &&
          gt(
            sql`(${members.joinedSeq}, ${members.userId})`,
            sql`(${page.after.joinedSeq}::bigint, ${page.after.userId}::uuid)`,
          ),
      ),
    )
    .orderBy(asc(members.joinedSeq), asc(members.userId))
    .limit(page.limit)
}
