import { z } from 'zod'
import { MyConversationView } from '../conversations/shapes.ts'
import { ConversationId, LogEpoch } from '../ids.ts'
import { MessageWindow } from '../messages/shapes.ts'
import { KeptEvent } from './events.ts'
import { PULL_CURSORS_MAX } from './pull-limit.ts'

/** Further behind than this, a conversation answers with a snapshot instead of its changes. */
export const PULL_EVENTS_MAX = 1000

export const Seq = z.int().min(0)

export const resetReasons = ['epoch', 'expired', 'too_far', 'membership', 'new', 'gone'] as const

/** The conversation as it stands at `conversation.seq`, with its newest messages. */
export const Snapshot = z.object({ conversation: MyConversationView, messages: MessageWindow })
export type Snapshot = z.infer<typeof Snapshot>

/**
 * The changes between the cursor and now cannot be given; start from the snapshot.
 * `gone` has none: the viewer is not in the conversation (any more), or there is none.
 */
export const Reset = z.object({ reason: z.enum(resetReasons), snapshot: Snapshot.nullable() })
export type Reset = z.infer<typeof Reset>

export const PullChanges = z.object({
  cursors: z
    .record(ConversationId, Seq)
    .refine(
      (cursors) => Object.keys(cursors).length <= PULL_CURSORS_MAX,
      'Too many conversations for one pull.',
    ),
  /** The epoch the cursors were given in. */
  epoch: LogEpoch.optional(),
  /** Only the conversations named; what else the viewer is in is left out. For a pull in parts, or of one. */
  onlyNamed: z.boolean().optional(),
})
export type PullChanges = z.infer<typeof PullChanges>

/** `events` follow `prev` without a hole and end at `head`. */
export const Changes = z.object({ prev: Seq, events: z.array(KeptEvent), head: Seq })
export type Changes = z.infer<typeof Changes>

/** Conversations joined since, that no cursor named, come as a reset with reason `new`. */
export const PulledChanges = z.object({
  epoch: LogEpoch,
  conversations: z.record(ConversationId, z.union([Changes, z.object({ reset: Reset })])),
})
export type PulledChanges = z.infer<typeof PulledChanges>

/** `epoch:seq` */
export const Cursor = z.string().regex(/^[0-9a-f-]{36}:\d{1,15}$/, 'A cursor is written epoch:number.')

export const FollowConversation = z.object({
  conversationId: ConversationId,
  /** The last change already known: a number, or the id of the last event. Without it, from now on. */
  after: z.union([Seq, Cursor]).optional(),
  /** Set by the tRPC client when it reconnects. */
  lastEventId: Cursor.optional(),
})
export type FollowConversation = z.infer<typeof FollowConversation>

/** The items of `conversations.events`, each tracked as `epoch:seq`. */
export const FollowedEvent = z.union([KeptEvent, Reset.extend({ type: z.literal('reset'), seq: Seq })])
export type FollowedEvent = z.infer<typeof FollowedEvent>
