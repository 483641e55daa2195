import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { canDelete, canEdit, isDeleted } from '@chatterly/protocol/messages/policy'
import { canReact } from '@chatterly/protocol/reactions/policy'
import type { CommandId } from '../../../lib/keymap/commands.ts'

export type ActionId = 'react' | 'edit' | 'copyText' | 'copyLink' | 'seenBy' | 'delete'

export type Member = Parameters<typeof canDelete>[0]

type ActedOn = Pick<MessageView, 'kind' | 'senderId' | 'deletedAt'>

export type MessageAction = {
  id: ActionId
  label: string
  command?: CommandId
  isDangerous?: boolean
  isAllowed: (member: Member, message: ActedOn) => boolean
}

const isThere = (_member: Member, message: ActedOn) => !isDeleted(message)

/** What can be done with a message, wherever it is offered; what takes away stands last. */
const all: readonly MessageAction[] = [
  {
    id: 'react',
    label: 'Add reaction',
    command: 'message.react',
    isAllowed: (_member, message) => canReact(message),
  },
  { id: 'edit', label: 'Edit', command: 'message.edit', isAllowed: canEdit },
  { id: 'copyText', label: 'Copy text', isAllowed: isThere },
  { id: 'copyLink', label: 'Copy link', command: 'message.copyLink', isAllowed: () => true },
  { id: 'seenBy', label: 'Seen by', isAllowed: isThere },
  { id: 'delete', label: 'Delete', command: 'message.delete', isDangerous: true, isAllowed: canDelete },
]

export const actionsFor = (member: Member, message: ActedOn) =>
  all.filter((action) => action.isAllowed(member, message))
