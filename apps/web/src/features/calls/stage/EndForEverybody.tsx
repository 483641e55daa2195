import { canEndCall } from '@chatterly/protocol/calls/policy'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { Confirm } from '@chatterly/ui/Confirm'
import { Menu, MenuItem } from '@chatterly/ui/Menu'
import { Popover } from '@chatterly/ui/Popover'
import { ChevronUp, PhoneOff } from 'lucide-react'
import { useState } from 'react'
import { MenuTrigger } from 'react-aria-components/Menu'
import { useMyConversation } from '../../../lib/my-conversations.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { noteCall } from '../known/known-calls.ts'
import { DockButton } from './DockButton.tsx'

/** Beside leaving, for whoever may: the call is over for all. Of two people either ends it by leaving. */
export function EndForEverybody({ call }: { call: CallView }) {
  const viewer = useViewer()
  const mine = useMyConversation(call.conversationId)
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending, error } = trpc.calls.end.useMutation({ onSuccess: noteCall })
  const isAlone = !call.participants.some(
    ({ user, standing }) => standing === 'present' && user.id !== viewer.id,
  )
  const isOffered =
    mine !== undefined &&
    mine.kind !== 'direct' &&
    !isAlone &&
    canEndCall(mine, { userId: viewer.id, role: mine.me.role }, call)
  if (!isOffered) return null
  return (
    <>
      <MenuTrigger>
        <DockButton
          label="More ways to leave"
          look="more"
          icon={<ChevronUp size={14} strokeWidth={2.25} aria-hidden="true" />}
        />
        <Popover placement="top end">
          <Menu aria-label="Ways to leave" onAction={() => setAsking(true)}>
            <MenuItem
              id="end"
              label="End for everybody"
              icon={<PhoneOff size={18} strokeWidth={1.75} aria-hidden="true" />}
              isDangerous
            />
          </Menu>
        </Popover>
      </MenuTrigger>
      {isAsking && (
        <Confirm
          title="End the call for everybody?"
          says="If you only leave, the others can go on talking."
          action="End for everybody"
          isPending={isPending}
          error={error ? wordsOf(error) : undefined}
          onConfirm={() => mutate({ callId: call.id })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
