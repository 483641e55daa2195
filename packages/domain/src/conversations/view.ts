import type { Reader } from '@chatterly/db/database'
import type { ConversationRow } from '@chatterly/db/schema/conversations'
import { visibleFrom } from '@chatterly/protocol/conversations/policy'
import type {
  ConversationView,
  MemberView,
  MyConversationView,
  ReadingView,
} from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { unreadCount } from '@chatterly/protocol/receipts/unread'
import { viewMessages } from '../log/message-view.ts'
import { toUserView } from '../users/view.ts'
import {
  countUncounted,
  findLastMessages,
  listNamedPeople,
  type Membership,
  type MemberWithUser,
} from './queries.ts'

export const toConversationView = (row: ConversationRow): ConversationView => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  topic: row.topic,
  creatorId: row.creatorId,
  seq: row.lastSeq,
  messageCount: row.messageCount,
  memberCount: row.memberCount,
  lastMessageAt: row.lastMessageAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

export const toMemberView = ({ member, user }: MemberWithUser): MemberView => ({
  user: toUserView(user),
  role: member.role,
  joinedAt: member.joinedAt.toISOString(),
  joinedSeq: member.joinedSeq,
})

const toReadingView = ({ conversation, member }: Membership, uncountedAfterRead: number): ReadingView => ({
  role: member.role,
  joinedSeq: member.joinedSeq,
  lastReadNumber: member.lastReadNumber,
  uncountedAfterRead,
  unread: unreadCount({
    messageCount: conversation.messageCount,
    lastReadNumber: member.lastReadNumber,
    uncountedAfterRead,
  }),
})

/** Conversations as their member lists them: four reads, however many there are; five where there are reactions. */
export async function toMyConversationViews(
  db: Reader,
  viewerId: UserId,
  memberships: Membership[],
): Promise<MyConversationView[]> {
  const ids = memberships.map(({ conversation }) => conversation.id)
  const unnamed = memberships.filter(({ conversation }) => conversation.name === null)
  const lastMessages = await viewLastMessages(db, ids)
  const uncounted = await countUncounted(db, viewerId, ids)
  const people = await listNamedPeople(
    db,
    viewerId,
    unnamed.map(({ conversation }) => conversation.id),
  )
  return memberships.map((membership) => {
    const { conversation, member } = membership
    const last = lastMessages.get(conversation.id)
    const maySeeLast = last && last.seq >= visibleFrom(conversation, member)
    return {
      ...toConversationView(conversation),
      me: toReadingView(membership, uncounted.get(conversation.id) ?? 0),
      lastMessage: maySeeLast ? last : null,
      people: (people.get(conversation.id) ?? []).map(toUserView),
    }
  })
}

async function viewLastMessages(
  db: Reader,
  ids: ConversationId[],
): Promise<Map<ConversationId, MessageView>> {
  const rows = [...(await findLastMessages(db, ids)).values()]
  return new Map((await viewMessages(db, rows)).map((message) => [message.conversationId, message]))
}

export async function toMyConversationView(
  db: Reader,
  viewerId: UserId,
  membership: Membership,
): Promise<MyConversationView> {
  const [view] = await toMyConversationViews(db, viewerId, [membership])
  if (!view) throw new Error('A membership has one view')
  return view
}
