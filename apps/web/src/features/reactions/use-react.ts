import type { UserId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { hasRoomFor } from '@chatterly/protocol/reactions/policy'
import { refusals } from '@chatterly/protocol/refusals'
import { showToast } from '@chatterly/ui/Toast'
import { announce } from '../../lib/announce.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { useSteady } from '../../lib/use-steady.ts'
import { settleReaction, usePendingReactions, wantReaction, withPending } from './pending-reactions.ts'
import { sendReaction } from './reaction-sender.ts'
import { noteUsed } from './used-emoji.ts'

/** Reacts with an emoji, or takes it back where it is there: here at once, and soon everywhere. */
export function useReact(viewerId: UserId): (message: MessageView, emoji: string) => void {
  const { client } = trpc.useUtils()
  return useSteady((message: MessageView, emoji: string) => {
    const { id: messageId, conversationId } = message
    const pending = usePendingReactions.getState().byMessage.get(messageId)
    const present = withPending(message.reactions, pending, viewerId)
    const isWanted = !present.some((own) => own.userId === viewerId && own.emoji === emoji)
    if (isWanted && !hasRoomFor(present, emoji))
      return void showToast({ says: refusals['reaction.too_many'].words })
    if (isWanted) noteUsed(emoji)
    wantReaction(messageId, emoji, isWanted)
    announce(isWanted ? `Reacted with ${emoji}` : `Took back ${emoji}`)
    const input = { conversationId, messageId, emoji }
    void sendReaction(`${messageId} ${emoji}`, isWanted, {
      send: (wanted) => (wanted ? client.reactions.add.mutate(input) : client.reactions.remove.mutate(input)),
      onSettled: () => settleReaction(messageId, emoji),
      onFailed: (error) => {
        settleReaction(messageId, emoji)
        showToast({ says: `The reaction was not saved. ${wordsOf(error)}` })
      },
    })
  })
}
