import { isPublic } from '@chatterly/protocol/conversations/policy'
import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { useState } from 'react'
import { conversationTitle } from '../../lib/format.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { useLeaveConversation } from './use-leave-conversation.ts'

/** Channels are left at once, since one may come back; from a group there is no way back of one's own, so it asks. */
export function LeaveButton({ mine }: { mine: MyConversationView }) {
  const viewer = useViewer()
  const leave = useLeaveConversation(mine)
  const [isAsking, setAsking] = useState(false)
  const title = conversationTitle(mine, viewer)
  const goNow = () => leave.mutate({ conversationId: mine.id })
  const words = leave.error ? wordsOf(leave.error) : undefined
  return (
    <div className="flex flex-col gap-2">
      {words && !isAsking && (
        <p role="alert" className="text-ui text-danger">
          {words}
        </p>
      )}
      <Button
        look="danger"
        isPending={leave.isPending}
        onPress={isPublic(mine) ? goNow : () => setAsking(true)}
      >
        <span className="truncate">Leave {mine.name === null ? 'the group' : title}</span>
      </Button>
      {isAsking && (
        <Confirm
          title={`Leave ${title}?`}
          says="Only somebody who keeps the group can bring you back."
          action="Leave"
          isPending={leave.isPending}
          error={words}
          onConfirm={goNow}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
