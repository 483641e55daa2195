import { ConversationId } from '@chatterly/protocol/ids'
import { Landmark } from '@chatterly/ui/Landmark'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { CallPlace } from '../../features/calls/CallPlace.tsx'
import { findComposer } from '../../features/messages/composer/composer-port.ts'
import { ConversationPane } from '../../features/messages/ConversationPane.tsx'
import { conversationTitle } from '../../lib/format.ts'
import { useConversationFace, useMyConversation, useMyConversations } from '../../lib/my-conversations.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { ConversationHeader } from '../conversation/ConversationHeader.tsx'
import { MembersPanel } from '../conversation/MembersPanel.tsx'
import { NotMine } from '../conversation/NotMine.tsx'
import { useMessageExtras } from '../conversation/use-message-extras.tsx'
import { usePanel } from '../conversation/use-panel.ts'

export function ConversationPage() {
  const params = useParams({ strict: false })
  const parsed = ConversationId.safeParse(params.conversationId)
  if (!parsed.success) return <NotMine conversationId={undefined} />
  return <Conversation conversationId={parsed.data} target={messageNumber(params.messageNumber)} />
}

type Props = { conversationId: ConversationId; target: number | undefined }

function Conversation({ conversationId, target }: Props) {
  const { isPending, error } = useMyConversations()
  const mine = useConversationFace(conversationId)
  const viewer = useViewer()
  const panel = usePanel()
  const extras = useMessageExtras()
  useComposerFocus(conversationId, mine !== undefined && target === undefined)
  if (error) throw error
  if (isPending) return <div role="status" aria-label="Loading the conversation" className="flex-1" />
  if (mine === undefined) return <NotMine conversationId={conversationId} />
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ConversationHeader mine={mine} panel={panel} />
      <div className="relative flex min-h-0 flex-1">
        <Landmark
          role="main"
          id="main"
          label={conversationTitle(mine, viewer)}
          className="relative flex min-h-0 min-w-0 flex-1 flex-col"
        >
          <CallPlace
            conversationId={conversationId}
            title={conversationTitle(mine, viewer)}
            onWrite={() => findComposer(conversationId)?.focus()}
          />
          <ConversationPane
            key={conversationId}
            conversationId={conversationId}
            target={target}
            extras={extras}
          />
        </Landmark>
        {panel.open === 'members' && <OpenPanel conversationId={conversationId} onClose={panel.close} />}
      </div>
    </div>
  )
}

function OpenPanel({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const mine = useMyConversation(conversationId)
  return mine && <MembersPanel mine={mine} onClose={onClose} />
}

/** Who opens a conversation wants to write in it; on a touch screen the keyboard would cover what was said. */
function useComposerFocus(conversationId: ConversationId, isWanted: boolean) {
  useEffect(() => {
    if (isWanted && matchMedia('(pointer: fine)').matches) findComposer(conversationId)?.focus()
  }, [conversationId, isWanted])
}

function messageNumber(written: string | undefined): number | undefined {
  const number = Number(written)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
