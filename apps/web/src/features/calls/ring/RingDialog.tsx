import type { CallView } from '@chatterly/protocol/calls/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { IconButton } from '@chatterly/ui/IconButton'
import { BellOff, MessageSquareReply, Phone, PhoneOff, Video } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { announce } from '../../../lib/announce.ts'
import { type CommandId, commandOf } from '../../../lib/keymap/commands.ts'
import { printKeys } from '../../../lib/keymap/keys.ts'
import { useCommand } from '../../../lib/keymap.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { useSeat } from '../seat/seat-store.ts'
import { useAnswer } from './use-answer.ts'
import { useRing } from './use-ring.ts'

const keysOf = (id: CommandId) => printKeys(commandOf(id).keys[0] ?? '')

type Props = { call: CallView; conversationName: string | null }

const round =
  'inline-flex min-h-11 items-center justify-center gap-2 text-ui font-[650] cursor-default whitespace-nowrap'

/**
 * Somebody calls. Not modal, and it takes no focus: who is writing goes on writing. Answer and decline stand apart and
 * differ in place, shape and words, not in colour alone.
 */
export function RingDialog({ call, conversationName }: Props) {
  const viewer = useViewer()
  const titleId = useId()
  const [isSilenced, setSilenced] = useState(false)
  const isBusy = useSeat(({ seat }) => seat !== null)
  const caller = call.participants.find(({ user }) => user.id === call.startedBy)?.user
  const own = call.participants.find(({ user }) => user.id === viewer.id)
  const name = caller?.displayName ?? 'Somebody'
  const { answer, decline, replyLater, isAnswering } = useAnswer(call)
  useRing({ call, isSilenced, isSoft: own?.ringsSoftly === true || isBusy, says: `${name} is calling` })

  useEffect(() => announce(`${name} is calling. ${keysOf('ring.answer')} answers.`), [name])
  useCommand('ring.answer', () => answer(false))
  useCommand('ring.decline', () => decline())
  useCommand('ring.silence', () => {
    if (isSilenced) return false
    setSilenced(true)
  })
  const what = call.media === 'video' ? 'Video call' : 'Voice call'

  return (
    <div
      role="alertdialog"
      aria-labelledby={titleId}
      className="w-[min(22rem,calc(100vw-2rem))] rounded-md border border-subtle bg-raised p-4 text-primary shadow-dialog"
    >
      <div className="flex items-center gap-3">
        <span className={`rounded-full ${isSilenced ? '' : 'ring-pulse'}`}>
          <Avatar id={call.startedBy} name={name} size={36} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="truncate text-author">
            <bdi>{name}</bdi> <span className="sr-only">is calling</span>
          </h2>
          <p className="truncate text-ui text-secondary">
            {what}
            {conversationName !== null && (
              <>
                {' '}
                in <bdi>{conversationName}</bdi>
              </>
            )}
          </p>
        </div>
        <IconButton
          label={isSilenced ? 'Silenced' : 'Silence'}
          shortcut={keysOf('ring.silence')}
          aria-pressed={isSilenced}
          icon={<BellOff size={18} strokeWidth={1.75} aria-hidden="true" />}
          onPress={() => setSilenced(true)}
        />
      </div>
      {isBusy && <p className="mt-3 text-ui text-secondary">You are in another call. Answering leaves it.</p>}
      <div className="mt-4 flex gap-2">
        <Button
          onPress={() => answer(false)}
          isDisabled={isAnswering}
          className={`${round} flex-1 rounded-full bg-live px-4 text-on-live`}
        >
          <Phone size={18} aria-hidden="true" />
          Answer
        </Button>
        <Button
          onPress={() => answer(true)}
          isDisabled={isAnswering}
          className={`${round} flex-1 rounded-full border border-live px-3 text-live data-hovered:bg-hover`}
        >
          <Video size={18} aria-hidden="true" />
          With video
        </Button>
      </div>
      <div className="mt-2 flex items-center justify-between gap-2 border-t border-subtle pt-2">
        <Button
          onPress={replyLater}
          className={`${round} rounded-sm px-2 font-[550]! text-secondary data-hovered:bg-hover`}
        >
          <MessageSquareReply size={16} strokeWidth={1.75} aria-hidden="true" />
          I’ll call back
        </Button>
        <Button
          onPress={decline}
          className={`${round} rounded-sm border border-danger/60 px-3 text-danger data-hovered:bg-hover`}
        >
          <PhoneOff size={16} aria-hidden="true" />
          Decline
        </Button>
      </div>
    </div>
  )
}
