import { z } from 'zod'
import { ConversationId, MessageId, ReactionId } from '../ids.ts'
import { OneMessage, ReactionView } from '../messages/shapes.ts'

/** UTF-16 code units. The longest emoji there are (a kiss of two people with skin tones) have 15. */
export const EMOJI_MAX = 32
/** Different emoji under one message. */
export const REACTION_EMOJI_MAX = 20
/** Reactions of one message, all emoji together: every view of the message carries them all. */
export const REACTIONS_MAX = 500

/** One emoji as Unicode recommends it for interchange: each has one spelling, so that equal ones are counted together. */
const SINGLE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v')

export const Emoji = z
  .string()
  .max(EMOJI_MAX)
  .refine((text) => SINGLE_EMOJI.test(text), 'Give one emoji.')

export const AddReaction = OneMessage.extend({ emoji: Emoji })
export type AddReaction = z.infer<typeof AddReaction>

/** Named by its emoji under a message, or by its id. */
export const RemoveReaction = z.union([
  AddReaction,
  OneMessage.pick({ conversationId: true }).extend({ reactionId: ReactionId }),
])
export type RemoveReaction = z.infer<typeof RemoveReaction>

export const GetReaction = z.object({ reactionId: ReactionId })
export type GetReaction = z.infer<typeof GetReaction>

/** A reaction with where it is: for whoever knows only its id. */
export const PlacedReactionView = ReactionView.extend({
  conversationId: ConversationId,
  messageId: MessageId,
})
export type PlacedReactionView = z.infer<typeof PlacedReactionView>
