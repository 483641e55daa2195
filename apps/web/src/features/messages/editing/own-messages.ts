import type { MessageId, UserId } from '@chatterly/protocol/ids'
import { canEdit } from '@chatterly/protocol/messages/policy'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'

/** The newest message one may edit; none while the end of the conversation is not loaded. */
export const lastOwn = ({ items, hasAfter }: MessageWindow, userId: UserId): MessageView | undefined =>
  hasAfter ? undefined : items.findLast((message) => canEdit({ userId }, message))

/** The next one up or down from a message among those one may edit. */
export function stepOwn(
  { items }: MessageWindow,
  userId: UserId,
  { from, step }: { from: MessageId; step: 1 | -1 },
): MessageView | undefined {
  const own = items.filter((message) => canEdit({ userId }, message))
  return own[own.findIndex((message) => message.id === from) + step]
}
