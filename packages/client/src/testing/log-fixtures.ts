import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { ConversationId, LogEpoch, MessageId, UserId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { Batch, KeptEvent, PersonEvent } from '@chatterly/protocol/realtime/events'
import type { UserView } from '@chatterly/protocol/users/shapes'

const uuid = (kind: number, number: number) =>
  `0000000${kind}-0000-7000-8000-${String(number).padStart(12, '0')}`

export const conversationId = (number: number) => ConversationId.parse(uuid(1, number))
export const epoch = (number: number) => LogEpoch.parse(uuid(2, number))

const person = (number: number, username: string): UserView => ({
  id: UserId.parse(uuid(3, number)),
  username,
  displayName: username,
  bio: '',
})
export const maya = person(1, 'maya')
export const ben = person(2, 'ben')

/** Noon of a day; the numbers of messages are its minutes. */
const NOON_MS = Date.parse('2026-03-03T12:00:00.000Z')
const at = (number: number) => new Date(NOON_MS + number * 60_000).toISOString()

export const message = (number: number, change: Partial<MessageView> = {}): MessageView => ({
  id: MessageId.parse(uuid(4, number)),
  conversationId: conversationId(1),
  number,
  seq: number + 1,
  senderId: ben.id,
  kind: 'text',
  body: `message ${number}`,
  content: null,
  call: null,
  createdAt: at(number),
  editedAt: null,
  deletedAt: null,
  reactions: [],
  changedSeq: number + 1,
  ...change,
})

/** The event with this number of the log; the first made the conversation, so its message has one less. */
export const said = (seq: number): KeptEvent => ({
  type: 'message.created',
  seq,
  at: at(seq),
  actorId: ben.id,
  message: message(seq - 1),
  sender: ben,
})

export const left = (seq: number, userId: UserId): KeptEvent => ({
  type: 'member.left',
  seq,
  at: at(seq),
  actorId: userId,
  userId,
})

export const live = (number = 1): PersonEvent => ({ type: 'live', epoch: epoch(number) })

export const batch = (id: Batch['conversationId'], ...events: KeptEvent[]): PersonEvent => ({
  type: 'batch',
  conversationId: id,
  prev: (events[0]?.seq ?? 1) - 1,
  events,
})

export const conversation = (id: ConversationId, seq: number): MyConversationView => ({
  id,
  kind: 'channel',
  name: 'general',
  topic: null,
  creatorId: ben.id,
  seq,
  messageCount: seq - 1,
  memberCount: 2,
  lastMessageAt: null,
  createdAt: at(0),
  me: { role: 'member', joinedSeq: 1, lastReadNumber: 0, uncountedAfterRead: 0, unread: seq - 1 },
  lastMessage: null,
  people: [],
})
