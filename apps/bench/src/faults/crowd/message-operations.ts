import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { canDelete, canEdit } from '@chatterly/protocol/messages/policy'
import { canReact } from '@chatterly/protocol/reactions/policy'
import { canariesIn } from '../canary.ts'
import { type Choice, newerBody, toDone } from './choice.ts'
import { shaOf } from './seen-event.ts'
import type { Act } from './virtual-client.ts'

const EMOJI = ['👍', '🎉', '👀'] as const

/** One's own message gets another body. Nothing where none is known: people change what they see. */
export function editOwn(choice: Choice): Act[] {
  const { actor, cast } = choice
  const message = pick(
    choice,
    (each) => canEdit(actor, each) && canariesIn(cast.run, each.body ?? '').length > 0,
  )
  if (!message) return []
  const [canary = ''] = canariesIn(cast.run, message.body ?? '')
  const { id: messageId, conversationId } = message
  const body = newerBody(canary, choice)
  return [
    {
      op: 'edit',
      conversationId,
      messageId,
      sha: shaOf(body) ?? '',
      run: async () => {
        const edit = { conversationId, messageId, body }
        const { seq: _seq, ...done } = toDone(await actor.client.procedures.messages.edit.mutate(edit))
        return done
      },
    },
  ]
}

/** One's own message, or anybody's by who keeps the conversation. */
export function deleteOne(choice: Choice): Act[] {
  const { actor, conversation } = choice
  const role = actor.copies.roleIn(conversation.id)
  const message = pick(choice, (each) => canDelete({ userId: actor.userId, role }, each))
  if (!message) return []
  const { id: messageId, conversationId } = message
  return [
    {
      op: 'delete',
      conversationId,
      messageId,
      run: async () => {
        const where = { conversationId, messageId }
        const { seq: _seq, ...done } = toDone(await actor.client.procedures.messages.delete.mutate(where))
        return done
      },
    },
  ]
}

export function react(choice: Choice): Act[] {
  const { actor, random } = choice
  const message = pick(choice, canReact)
  if (!message) return []
  const { id: messageId, conversationId } = message
  const emoji = random.pick(EMOJI)
  return [
    {
      op: 'react',
      conversationId,
      messageId,
      run: async () => {
        const reaction = { conversationId, messageId, emoji }
        const { id } = await actor.client.procedures.reactions.add.mutate(reaction)
        return { reactionId: id }
      },
    },
  ]
}

/** A reaction of one's own. */
export function takeBack(choice: Choice): Act[] {
  const { actor } = choice
  const isOwn = ({ userId }: MessageView['reactions'][number]) => userId === actor.userId
  const message = pick(choice, ({ reactions }) => reactions.some(isOwn))
  const reaction = message?.reactions.find(isOwn)
  if (!message || !reaction) return []
  const { id: messageId, conversationId } = message
  return [
    {
      op: 'take back',
      conversationId,
      messageId,
      run: async () => {
        const which = { conversationId, messageId, emoji: reaction.emoji }
        await actor.client.procedures.reactions.remove.mutate(which)
        return {}
      },
    },
  ]
}

/** One of the messages the actor sees there. */
function pick({ actor, conversation, random }: Choice, isFit: (message: MessageView) => boolean) {
  const fit = actor.copies.messagesIn(conversation.id).filter(isFit)
  return fit.length === 0 ? undefined : random.pick(fit)
}
