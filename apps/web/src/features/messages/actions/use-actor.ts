import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { useMemo } from 'react'
import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { useSteady } from '../../../lib/use-steady.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { beginEdit } from '../editing/edits.ts'
import { copyText } from '../timeline/copy-text.ts'
import { messageLink } from '../timeline/message-link.ts'
import { type Anchor, open } from './acting.ts'
import type { Actor } from './acting-context.ts'
import type { ActionId } from './message-actions.ts'
import type { MessageExtras } from './message-extras.ts'

type Options = { role: MyConversationView['me']['role']; extras: MessageExtras }

/** Who acts here, and what their actions do. */
export function useActor({ role, extras }: Options): Actor {
  const { id: userId } = useViewer()
  const run = useSteady((id: ActionId, message: MessageView, anchor: Anchor) => {
    switch (id) {
      case 'react':
        return open({ messageId: message.id, what: 'picker', anchor })
      case 'edit':
        return beginEdit(message, 'message')
      case 'copyText':
        return void copyText(message.body ?? '', 'Message copied')
      case 'copyLink':
        return void copyText(messageLink(message.conversationId, message.number), 'Link copied')
      case 'seenBy':
      case 'delete':
        return open({ messageId: message.id, what: id, anchor })
    }
  })
  return useMemo(() => ({ member: { userId, role }, run, extras }), [userId, role, run, extras])
}
