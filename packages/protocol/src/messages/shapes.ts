import { z } from 'zod'
import { ClientKey, ConversationId, MessageId, ReactionId, UserId } from '../ids.ts'
import { PageLimit } from '../pages.ts'
import { UserView } from '../users/shapes.ts'
import { CallCard } from './call-card.ts'
import type { Content } from './content.ts'

/** UTF-16 code units, as a text field counts them. */
export const MESSAGE_BODY_MAX = 8000

/** `call`: a call that is over; `missed_call`: one that rang and nobody answered or declined. */
export const messageKinds = ['text', 'call', 'missed_call'] as const
export const MessageKind = z.enum(messageKinds)
export type MessageKind = z.infer<typeof MessageKind>

/** One person's reaction with one emoji. Whose own it is, each client sees by the person. */
export const ReactionView = z.object({ id: ReactionId, emoji: z.string(), userId: UserId })
export type ReactionView = z.infer<typeof ReactionView>

export const MessageView = z.object({
  id: MessageId,
  conversationId: ConversationId,
  /** 1, 2, 3, … in the main timeline of its conversation. */
  number: z.int(),
  /** The number of the change that created it. */
  seq: z.int(),
  senderId: UserId,
  kind: MessageKind,
  /** Markdown as it was written; null once deleted. */
  body: z.string().nullable(),
  /** The body, parsed: what a client draws. It is checked where it is made, and not again in every answer. */
  content: z.custom<Content>((value) => typeof value === 'object').nullable(),
  /** What a `call` or `missed_call` tells; its body says the same in English, for whoever shows only words. */
  call: CallCard.nullable(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  /** Once deleted, only the place of the message is left: no body, no content, no reactions. */
  deletedAt: z.iso.datetime().nullable(),
  /** In the order they were added. */
  reactions: z.array(ReactionView),
  /** The number of the newest change that is in this view: of two views of one message the higher is the newer. */
  changedSeq: z.int(),
})
export type MessageView = z.infer<typeof MessageView>

/** Not empty once trimmed; control characters other than tab and line feed are refused. */
export const MessageBody = z
  .string()
  .max(MESSAGE_BODY_MAX, `A message has at most ${MESSAGE_BODY_MAX} characters.`)
  .transform((body) => body.replaceAll('\r\n', '\n').trimEnd())
  .refine((body) => body.trim() !== '', 'Write something.')
  // All but tab and line feed.
  .refine((body) => !/[\u0000-\u0008\u000b-\u001f]/.test(body), 'A message has no control characters.')

export const SendMessage = z.object({ conversationId: ConversationId, body: MessageBody, key: ClientKey })
export type SendMessage = z.infer<typeof SendMessage>

export const OneMessage = z.object({ conversationId: ConversationId, messageId: MessageId })
export type OneMessage = z.infer<typeof OneMessage>

/** Without the conversation it is looked for in all of the viewer's. */
export const GetMessage = OneMessage.partial({ conversationId: true })
export type GetMessage = z.infer<typeof GetMessage>

export const EditMessage = OneMessage.extend({ body: MessageBody, key: ClientKey })
export type EditMessage = z.infer<typeof EditMessage>

const MessageNumber = z.int().min(0)

/** A place in the timeline: a message's number, or a time, which stands behind all that was said until then. */
const TimelinePlace = z.union([MessageNumber, z.iso.datetime().refine((at) => !at.startsWith('0000'))])

/** At most one of `before`, `after`, `around`; without any, the newest. */
export const ListMessages = z
  .object({
    conversationId: ConversationId,
    before: TimelinePlace.optional(),
    after: TimelinePlace.optional(),
    around: TimelinePlace.optional(),
    limit: PageLimit,
  })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((bound) => bound !== undefined).length <= 1,
    'Give one of before, after and around.',
  )
export type ListMessages = z.infer<typeof ListMessages>

/** Oldest first, without a hole between the first and the last. */
export const MessageWindow = z.object({
  items: z.array(MessageView),
  /** The senders of these messages. */
  users: z.array(UserView),
  hasBefore: z.boolean(),
  hasAfter: z.boolean(),
})
export type MessageWindow = z.infer<typeof MessageWindow>
