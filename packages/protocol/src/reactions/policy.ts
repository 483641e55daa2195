import type { UserId } from '../ids.ts'
import type { ReactionView } from '../messages/shapes.ts'
import { isDeleted } from '../messages/policy.ts'
import { REACTION_EMOJI_MAX, REACTIONS_MAX } from './shapes.ts'

/** Who may read a message may react to it, while there is something to react to. */
export const canReact = (message: Parameters<typeof isDeleted>[0]) => !isDeleted(message)

/** One more with this emoji: an emoji that is there already takes no new place. */
export const hasRoomFor = (reactions: readonly Pick<ReactionView, 'emoji'>[], emoji: string) => {
  const present = new Set(reactions.map((reaction) => reaction.emoji))
  return reactions.length < REACTIONS_MAX && (present.has(emoji) || present.size < REACTION_EMOJI_MAX)
}

export const canRemoveReaction = (person: { userId: UserId }, reaction: Pick<ReactionView, 'userId'>) =>
  reaction.userId === person.userId
