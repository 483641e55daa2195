import type { UserId } from '@chatterly/protocol/ids'
import type { ReactionView } from '@chatterly/protocol/messages/shapes'

export type ReactionGroup = { emoji: string; userIds: UserId[]; isOwn: boolean }

/** The same emoji together, in the order in which each came first. */
export function groupReactions(
  reactions: readonly Pick<ReactionView, 'emoji' | 'userId'>[],
  viewerId: UserId,
): ReactionGroup[] {
  const groups = new Map<string, ReactionGroup>()
  for (const { emoji, userId } of reactions) {
    const group = groups.get(emoji) ?? { emoji, userIds: [], isOwn: false }
    group.userIds.push(userId)
    group.isOwn ||= userId === viewerId
    groups.set(emoji, group)
  }
  return [...groups.values()]
}
