import type { Reader } from '@chatterly/db/database'
import { isOneOf } from '@chatterly/db/is-one-of'
import {
  type ConversationRow,
  conversations,
  type MemberRow,
  members,
} from '@chatterly/db/schema/conversations'
import { type MessageRow, messages } from '@chatterly/db/schema/messages'
import { type UserRow, users } from '@chatterly/db/schema/users'
import { NAMED_PEOPLE_MAX } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  or,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'

export type Membership = { conversation: ConversationRow; member: MemberRow }

/** The current membership, or nothing. */
export async function findMembership(
  db: Reader,
  id: ConversationId,
  userId: UserId,
): Promise<Membership | undefined> {
  const [found] = await db
    .select({ conversation: conversations, member: members })
    .from(members)
    .innerJoin(conversations, eq(conversations.id, members.conversationId))
    .where(and(eq(members.conversationId, id), eq(members.userId, userId), isNull(members.leftSeq)))
  return found
}

export async function findConversation(db: Reader, id: ConversationId): Promise<ConversationRow | undefined> {
  const [conversation] = await db.select().from(conversations).where(eq(conversations.id, id))
  return conversation
}

const activity = sql<Date>`coalesce(${conversations.lastMessageAt}, ${conversations.createdAt})`.mapWith(
  conversations.createdAt,
)

export type ActivityPosition = { at: string; id: ConversationId }

/** A person's conversations, the most recently active first. */
export function listMemberships(
  db: Reader,
  userId: UserId,
  page: { limit: number; after?: ActivityPosition },
): Promise<(Membership & { activeAt: Date })[]> {
  return db
    .select({ conversation: conversations, member: members, activeAt: activity })
    .from(members)
    .innerJoin(conversations, eq(conversations.id, members.conversationId))
    .where(
      and(
        eq(members.userId, userId),
        isNull(members.leftSeq),
        page.after &&
          lt(
            sql`(${activity}, ${conversations.id})`,
            sql`(${page.after.at}::timestamptz, ${page.after.id}::uuid)`,
          ),
      ),
    )
    .orderBy(desc(activity), desc(conversations.id))
    .limit(page.limit)
}

/** The newest message of each. */
export async function findLastMessages(
  db: Reader,
  ids: ConversationId[],
): Promise<Map<ConversationId, MessageRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ message: messages })
    .from(conversations)
    .innerJoin(
      messages,
      and(eq(messages.conversationId, conversations.id), eq(messages.number, conversations.messageCount)),
    )
    .where(inArray(conversations.id, ids))
  return new Map(rows.map(({ message }) => [message.conversationId, message]))
}

/** How many messages after the read position are the reader's own, deleted, or calls that were not missed. */
export async function countUncounted(
  db: Reader,
  userId: UserId,
  ids: ConversationId[],
): Promise<Map<ConversationId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: members.conversationId, count: count() })
    .from(members)
    .innerJoin(
      messages,
      and(eq(messages.conversationId, members.conversationId), gt(messages.number, members.lastReadNumber)),
    )
    .where(
      and(
        eq(members.userId, userId),
        isNull(members.leftSeq),
        inArray(members.conversationId, ids),
        or(eq(messages.senderId, userId), isNotNull(messages.deletedAt), eq(messages.kind, 'call')),
      ),
    )
    .groupBy(members.conversationId)
  return new Map(rows.map((row) => [row.id, row.count]))
}

/** The first others each was made with, as far as they are still there. */
export async function listNamedPeople(
  db: Reader,
  userId: UserId,
  ids: ConversationId[],
): Promise<Map<ConversationId, UserRow[]>> {
  if (ids.length === 0) return new Map()
  const founders = db
    .select({
      conversationId: members.conversationId,
      userId: members.userId,
      leftSeq: members.leftSeq,
      place:
        sql<number>`row_number() over (partition by ${members.conversationId} order by ${members.userId})`.as(
          'place',
        ),
    })
    .from(members)
    .where(and(inArray(members.conversationId, ids), eq(members.joinedSeq, 1), ne(members.userId, userId)))
    .as('founders')
  const rows = await db
    .select({ id: founders.conversationId, user: users })
    .from(founders)
    .innerJoin(users, eq(users.id, founders.userId))
    .where(and(sql`${founders.place} <= ${NAMED_PEOPLE_MAX}`, isNull(founders.leftSeq)))
    .orderBy(asc(founders.place))
  return rows.reduce(
    (people, { id, user }) => people.set(id, [...(people.get(id) ?? []), user]),
    new Map<ConversationId, UserRow[]>(),
  )
}

export type NamePosition = { name: string; id: ConversationId }

/** Public channels by name, with whether the viewer is in them. */
export async function listChannels(
  db: Reader,
  viewerId: UserId,
  page: { limit: number; query?: string; after?: NamePosition },
): Promise<{ conversation: ConversationRow; isMember: boolean }[]> {
  const own = alias(members, 'own')
  const rows = await db
    .select({ conversation: conversations, ownSeq: own.joinedSeq })
    .from(conversations)
    .leftJoin(
      own,
      and(eq(own.conversationId, conversations.id), eq(own.userId, viewerId), isNull(own.leftSeq)),
    )
    .where(
      and(
        eq(conversations.kind, 'channel'),
        isNull(conversations.deletedAt),
        page.query ? ilike(conversations.name, `%${page.query.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
        page.after &&
          gt(
            sql`(${conversations.name}, ${conversations.id})`,
            sql`(${page.after.name}::text, ${page.after.id}::uuid)`,
          ),
      ),
    )
    .orderBy(asc(conversations.name), asc(conversations.id))
    .limit(page.limit)
  return rows.map(({ conversation, ownSeq }) => ({ conversation, isMember: ownSeq !== null }))
}

export type MemberWithUser = { member: MemberRow; user: UserRow }

/** Current members in the order they joined. */
export function listMembers(
  db: Reader,
  id: ConversationId,
  page: { limit: number; after?: { joinedSeq: number; userId: UserId } },
): Promise<MemberWithUser[]> {
  return db
    .select({ member: members, user: users })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(members.conversationId, id),
        isNull(members.leftSeq),
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

/** A change of one of several conversations. */
export type Change = { conversationId: ConversationId; seq: number }

/** The periods that began with these changes. */
export function listJoined(db: Reader, changes: readonly Change[]): Promise<MemberWithUser[]> {
  return db
    .select({ member: members, user: users })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      sql`(${members.conversationId}, ${members.joinedSeq}) in (select * from unnest(
        ${sql.param(changes.map((change) => change.conversationId))}::uuid[],
        ${sql.param(changes.map((change) => change.seq))}::bigint[]))`,
    )
    .orderBy(asc(members.joinedSeq), asc(members.userId))
}

export async function countOwners(db: Reader, id: ConversationId): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(members)
    .where(and(eq(members.conversationId, id), eq(members.role, 'owner'), isNull(members.leftSeq)))
  return row?.count ?? 0
}

/** Everything each of these people is in at the moment. */
export async function listMembershipsOfMany(db: Reader, userIds: readonly UserId[]): Promise<Membership[][]> {
  const found = await db
    .select({ conversation: conversations, member: members })
    .from(members)
    .innerJoin(conversations, eq(conversations.id, members.conversationId))
    .where(and(isOneOf(members.userId, userIds), isNull(members.leftSeq)))
  const byPerson = new Map<UserId, Membership[]>(userIds.map((userId) => [userId, []]))
  for (const membership of found) byPerson.get(membership.member.userId)?.push(membership)
  return userIds.map((userId) => byPerson.get(userId) ?? [])
}

/** Everything a person is in at the moment. */
export function listAllMemberships(db: Reader, userId: UserId, id?: ConversationId): Promise<Membership[]> {
  return db
    .select({ conversation: conversations, member: members })
    .from(members)
    .innerJoin(conversations, eq(conversations.id, members.conversationId))
    .where(and(eq(members.userId, userId), isNull(members.leftSeq), id && eq(members.conversationId, id)))
}
