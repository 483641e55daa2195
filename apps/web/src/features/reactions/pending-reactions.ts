import type { MessageId, UserId } from '@chatterly/protocol/ids'
import type { ReactionView } from '@chatterly/protocol/messages/shapes'
import { create } from 'zustand'

/** What the viewer wants and the log has not said yet: whether their reaction with one emoji is there. */
type Pending = ReadonlyMap<string, boolean>

export const usePendingReactions = create<{ byMessage: ReadonlyMap<MessageId, Pending> }>(() => ({
  byMessage: new Map(),
}))

type Reaction = Pick<ReactionView, 'emoji' | 'userId'>

/** The reactions as they will be. What is pending touches nobody else's, and none with another emoji. */
export function withPending(
  reactions: readonly Reaction[],
  pending: Pending | undefined,
  viewerId: UserId,
): readonly Reaction[] {
  if (pending === undefined) return reactions
  const isOwn = (reaction: Reaction, emoji: string) =>
    reaction.userId === viewerId && reaction.emoji === emoji
  const kept = reactions.filter(({ emoji, userId }) => userId !== viewerId || pending.get(emoji) !== false)
  const added = [...pending]
    .filter(([emoji, isWanted]) => isWanted && !reactions.some((reaction) => isOwn(reaction, emoji)))
    .map(([emoji]) => ({ emoji, userId: viewerId }))
  return [...kept, ...added]
}

export const wantReaction = (messageId: MessageId, emoji: string, isWanted: boolean) =>
  change(messageId, (pending) => pending.set(emoji, isWanted))

/** The log has said it, or the server refused: it is no longer up to the viewer. */
export const settleReaction = (messageId: MessageId, emoji: string) =>
  change(messageId, (pending) => pending.delete(emoji))

function change(messageId: MessageId, apply: (pending: Map<string, boolean>) => void) {
  const byMessage = new Map(usePendingReactions.getState().byMessage)
  const pending = new Map(byMessage.get(messageId))
  apply(pending)
  if (pending.size > 0) byMessage.set(messageId, pending)
  else byMessage.delete(messageId)
  usePendingReactions.setState({ byMessage })
}
