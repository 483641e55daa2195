import { z } from 'zod'
import { ClientKey, ConversationId, UserId } from '../ids.ts'
import { MessageView } from '../messages/shapes.ts'
import { PageCursor, PageLimit, pageOf } from '../pages.ts'
import { UserView } from '../users/shapes.ts'

/** `direct`: exactly two people, once per pair. `group`: private. `channel`: public, anybody may join. */
export const conversationKinds = ['direct', 'group', 'channel'] as const
export const ConversationKind = z.enum(conversationKinds)
export type ConversationKind = z.infer<typeof ConversationKind>

export const memberRoles = ['owner', 'admin', 'member'] as const
export const MemberRole = z.enum(memberRoles)
export type MemberRole = z.infer<typeof MemberRole>

export const CONVERSATION_NAME_MAX = 80
export const CONVERSATION_TOPIC_MAX = 250
export const GROUP_MEMBERS_MAX = 500
export const CHANNEL_MEMBERS_MAX = 100_000
/** People named in one call of `conversations.create`. */
export const CREATE_MEMBERS_MAX = 200
export const NAMED_PEOPLE_MAX = 5

export const ConversationName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'Give it a name.')
  .max(CONVERSATION_NAME_MAX, `A name has at most ${CONVERSATION_NAME_MAX} characters.`)
  .regex(/^[^\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u, 'A name has no invisible characters.')

const ConversationTopic = z.string().trim().max(CONVERSATION_TOPIC_MAX)

/** The same for every viewer. */
export const ConversationView = z.object({
  id: ConversationId,
  kind: ConversationKind,
  /** Null for direct conversations, and for groups nobody has named. */
  name: z.string().nullable(),
  topic: z.string().nullable(),
  creatorId: UserId,
  /** The number of the newest change. */
  seq: z.int(),
  /** The number of the newest message of the main timeline. */
  messageCount: z.int(),
  memberCount: z.int(),
  lastMessageAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type ConversationView = z.infer<typeof ConversationView>

/** How the viewer stands in a conversation. */
export const ReadingView = z.object({
  role: MemberRole,
  /** The membership's first change; earlier ones are seen only where history is open. */
  joinedSeq: z.int(),
  lastReadNumber: z.int(),
  /** Messages after `lastReadNumber` that do not count as unread: one's own, and deleted ones. */
  uncountedAfterRead: z.int(),
  unread: z.int(),
})
export type ReadingView = z.infer<typeof ReadingView>

/** A conversation as one of its members lists it. */
export const MyConversationView = ConversationView.extend({
  me: ReadingView,
  lastMessage: MessageView.nullable(),
  /**
   * The people a direct or unnamed conversation is called after: the first five others of those it was made with,
   * as far as they are still there. Later joiners do not rename it.
   */
  people: z.array(UserView),
})
export type MyConversationView = z.infer<typeof MyConversationView>

export const MemberView = z.object({
  user: UserView,
  role: MemberRole,
  joinedAt: z.iso.datetime(),
  joinedSeq: z.int(),
})
export type MemberView = z.infer<typeof MemberView>

/** A public channel as anybody signed in may browse it. */
export const ChannelView = ConversationView.extend({ isMember: z.boolean() })
export type ChannelView = z.infer<typeof ChannelView>

export const CreateConversation = z.object({
  /** Without it: two people make a direct conversation, three or more a group. */
  kind: ConversationKind.optional(),
  name: ConversationName.optional(),
  topic: ConversationTopic.optional(),
  /** The others; the creator is added. */
  memberIds: z.array(UserId).max(CREATE_MEMBERS_MAX),
  key: ClientKey,
})
export type CreateConversation = z.infer<typeof CreateConversation>

export const InConversation = z.object({ conversationId: ConversationId })
export const OneMember = InConversation.extend({ userId: UserId })

/** What is left out stays as it is; null takes the topic away. Once there is a name, there is one. */
export const UpdateConversation = InConversation.extend({
  name: ConversationName.optional(),
  topic: ConversationTopic.nullable().optional(),
})
export type UpdateConversation = z.infer<typeof UpdateConversation>

export const ChangeRole = OneMember.extend({ role: MemberRole })
export type ChangeRole = z.infer<typeof ChangeRole>

export const ListConversations = z.object({ limit: PageLimit, cursor: PageCursor.optional() })
export const BrowseChannels = ListConversations.extend({ query: z.string().trim().max(100).optional() })
export const ListMembers = InConversation.extend({ limit: PageLimit, cursor: PageCursor.optional() })

export const MyConversationsPage = pageOf(MyConversationView)
export const ChannelsPage = pageOf(ChannelView)
export const MembersPage = pageOf(MemberView)
