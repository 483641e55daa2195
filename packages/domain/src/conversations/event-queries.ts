import type { Reader } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import { type ConversationRow, conversations, members } from '@chatterly/db/schema/conversations'
import type { MemberRole } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { asc, sql } from 'drizzle-orm'

export const listConversations = (db: Reader, ids: readonly ConversationId[]): Promise<ConversationRow[]> =>
  db.select().from(conversations).where(isOneOf(conversations.id, ids))

type Named = { conversationId: ConversationId; userId: UserId }

/** What each of these people is, or was at last, in the conversation named beside them. */
export async function listRoles(db: Reader, named: readonly Named[]): Promise<Map<string, MemberRole>> {
  const rows = await db
    .select({ conversationId: members.conversationId, userId: members.userId, role: members.role })
    .from(members)
    .where(
      sql`(${members.conversationId}, ${members.userId}) in (select * from unnest(
        ${sql.param(named.map((each) => each.conversationId))}::uuid[],
        ${sql.param(named.map((each) => each.userId))}::uuid[]))`,
    )
    // The last of somebody's periods counts.
    .orderBy(asc(members.joinedSeq))
  return new Map(rows.map(({ conversationId, userId, role }) => [`${conversationId} ${userId}`, role]))
}
