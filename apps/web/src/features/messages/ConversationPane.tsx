import { ConversationId } from '@chatterly/protocol/ids'
import { useMyConversation } from '../../lib/my-conversations.ts'
import type { MessageExtras } from './actions/message-extras.ts'
import { ConversationMessages } from './ConversationMessages.tsx'

type Props = {
  conversationId: string
  /** The number of the message that a permalink names. */
  target: number | undefined
  extras: MessageExtras
}

/** Timeline and composer of one conversation of the viewer's. */
export function ConversationPane({ conversationId, target, extras }: Props) {
  const mine = useMyConversation(ConversationId.parse(conversationId))
  if (mine === undefined) return null
  return <ConversationMessages key={mine.id} mine={mine} target={target} extras={extras} />
}
