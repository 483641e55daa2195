import { z } from 'zod'
import {
  callAccepted,
  callDeclined,
  callEnded,
  callJoined,
  callLeft,
  callMissed,
  callRinging,
  callSignalled,
  callStarted,
  ringSilenced,
} from '../calls/events.ts'
import {
  changeHidden,
  conversationCreated,
  conversationDeleted,
  conversationUpdated,
  memberChanged,
  memberJoined,
  memberLeft,
} from '../conversations/events.ts'
import { ConversationId, LogEpoch } from '../ids.ts'
import { messageCreated, messageDeleted, messageEdited } from '../messages/events.ts'
import { reactionAdded, reactionRemoved } from '../reactions/events.ts'
import { readPositionMoved } from '../receipts/events.ts'

/** What the log keeps, and `change.hidden` in the place of what its reader may not see. */
export const KeptEvent = z.discriminatedUnion('type', [
  conversationCreated,
  conversationUpdated,
  conversationDeleted,
  memberJoined,
  memberLeft,
  memberChanged,
  messageCreated,
  messageEdited,
  messageDeleted,
  reactionAdded,
  reactionRemoved,
  callStarted,
  callRinging,
  callAccepted,
  callJoined,
  callLeft,
  callDeclined,
  callMissed,
  callEnded,
  changeHidden,
])
export type KeptEvent = z.infer<typeof KeptEvent>
export type KeptEventType = KeptEvent['type']
/** What an operation may record. */
export type RecordedEventType = Exclude<KeptEventType, 'change.hidden'>
export type KeptEventOf<Type extends KeptEventType> = Extract<KeptEvent, { type: Type }>

/** What passes by: never in the log, never in a tracked subscription. */
export const PassingEvent = z.discriminatedUnion('type', [readPositionMoved, callSignalled, ringSilenced])
export type PassingEvent = z.infer<typeof PassingEvent>

/**
 * Changes of one conversation, in order and without a hole: the first follows `prev`,
 * so whoever stands at `prev` has missed nothing.
 */
export const Batch = z.object({
  conversationId: ConversationId,
  prev: z.int().min(0),
  events: z.array(KeptEvent).min(1),
})
export type Batch = z.infer<typeof Batch>

/** `live`: everything from here on arrives, so what was missed may now be pulled. */
export const LiveMarker = z.object({ type: z.literal('live'), epoch: LogEpoch })

/** The items of `me.events`. */
export const PersonEvent = z.union([LiveMarker, Batch.extend({ type: z.literal('batch') }), PassingEvent])
export type PersonEvent = z.infer<typeof PersonEvent>
