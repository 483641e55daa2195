import type { CallView } from '@chatterly/protocol/calls/shapes'
import { callPeopleMax } from '@chatterly/protocol/calls/policy'
import { Button } from '@chatterly/ui/Button'
import { Phone, Video } from 'lucide-react'
import { formatCount, formatList } from '../../../lib/format.ts'
import { Elapsed } from './Elapsed.tsx'
import { useRequestCall } from './use-request-call.ts'

/** For everybody who sees the conversation: that there is a call, who is in it, and the way in. */
export function CallStrip({ call }: { call: CallView }) {
  const request = useRequestCall()
  const present = call.participants.filter(({ standing }) => standing === 'present')
  const isFull = present.length >= callPeopleMax(call.media)
  const Icon = call.media === 'video' ? Video : Phone
  const join = () =>
    void request({
      conversationId: call.conversationId,
      media: call.media,
      act: { kind: 'join', callId: call.id },
    })
  return (
    <div
      role="region"
      aria-label="Call in progress"
      className="flex min-h-11 shrink-0 items-center gap-2.5 border-b border-subtle bg-raised ps-4 pe-2 text-ui"
    >
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-live" />
      <p className="flex min-w-0 flex-1 items-baseline gap-x-2">
        <span className="shrink-0 font-[650] text-live">Call in progress</span>
        <span className="shrink-0 text-secondary tabular-nums">
          {formatCount(present.length)} {present.length === 1 ? 'person' : 'people'} ·{' '}
          <Elapsed since={call.answeredAt ?? call.startedAt} />
        </span>
        <bdi className="min-w-0 truncate text-secondary max-[600px]:hidden">
          {formatList(present.map(({ user }) => user.displayName))}
        </bdi>
      </p>
      <Button look="action" onPress={join} isDisabled={isFull}>
        {isFull ? 'Full' : 'Join'}
      </Button>
    </div>
  )
}
