import type { SessionView } from '@chatterly/protocol/auth/sessions'
import { Button } from '@chatterly/ui/Button'
import { Monitor, Smartphone, Terminal } from 'lucide-react'
import { formatAbsolute, formatDay } from '../../../lib/format.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { whenWords } from '../when-words.ts'

type Props = { device: SessionView; isCurrent?: boolean }

export function DeviceRow({ device, isCurrent = false }: Props) {
  const utils = trpc.useUtils()
  const revoke = trpc.sessions.revoke.useMutation({ onSettled: () => utils.sessions.list.invalidate() })
  const Icon =
    device.kind === 'program' ? Terminal : /iPhone|Android/.test(device.label) ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-3 border-b border-subtle px-4 py-3 last:border-0">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-secondary" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-message">
          <bdi className="truncate font-[550]">{device.label}</bdi>
          {isCurrent && (
            <span className="rounded-full bg-selected px-2 text-meta text-secondary">This browser</span>
          )}
        </p>
        <p className="text-meta text-secondary">
          {isCurrent ? 'Here now' : <Seen at={device.seenAt} />}
          {' · signed in '}
          {formatDay(device.createdAt)}
        </p>
        {revoke.error && (
          <p role="alert" className="text-meta text-danger">
            {wordsOf(revoke.error)}
          </p>
        )}
      </div>
      {!isCurrent && (
        <Button
          aria-label={`Sign out ${device.label}`}
          isPending={revoke.isPending}
          onPress={() => revoke.mutate({ sessionId: device.id })}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}

const Seen = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatAbsolute(at)}>
    {`Last seen ${whenWords(at)}`}
  </time>
)
