import type { Reader } from '@chatterly/db/database'
import { conversations, members } from '@chatterly/db/schema/conversations'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Membership } from './queries.ts'

export type Seat = { conversationId: ConversationId; userId: UserId }

/** The current membership in each, or nothing. */
export async function findMemberships(
  db: Reader,
  seats: readonly Seat[],
): Promise<(Membership | undefined)[]> {
  const asked = new Map(seats.map((seat) => [nameOf(seat), seat]))
  const query = membershipsQueries.get(db) ?? prepareMemberships(db)
  const found = await query.execute({
    conversationIds: [...asked.values()].map((seat) => seat.conversationId),
    userIds: [...asked.values()].map((seat) => seat.userId),
  })
  const bySeat = new Map(found.map((membership) => [nameOf(membership.member), membership]))
  return seats.map((seat) => bySeat.get(nameOf(seat)))
}

/** Built once: for a few seats, to build it takes longer than PostgreSQL takes to answer. */
const membershipsQueries = new WeakMap<Reader, ReturnType<typeof prepareMemberships>>()

function prepareMemberships(db: Reader) {
  const query = db
    .select({ conversation: conversations, member: members })
    .from(members)
    .innerJoin(conversations, eq(conversations.id, members.conversationId))
    .where(
      and(
        isNull(members.leftSeq),
        sql`(${members.conversationId}, ${members.userId}) in (select * from unnest(
          ${sql.placeholder('conversationIds')}::uuid[], ${sql.placeholder('userIds')}::uuid[]))`,
      ),
    )
    .prepare(UNNAMED)
  membershipsQueries.set(db, query)
  return query
}

/** Prepared in this process alone: PostgreSQL is to keep nothing, so that a transaction pooler may stand between. */
const UNNAMED = ''

const nameOf = ({ conversationId, userId }: Seat) => `${conversationId} ${userId}`
