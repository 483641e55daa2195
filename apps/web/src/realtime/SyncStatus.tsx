import type { ConnectionState } from '@chatterly/client/realtime/connection-state'
import { Popover } from '@chatterly/ui/Popover'
import { Dialog, DialogTrigger, Heading } from 'react-aria-components/Dialog'
import { Button as AriaButton } from 'react-aria-components/Button'
import { conversationTitle, formatCount, formatTime } from '../lib/format.ts'
import { useMyConversations } from '../lib/my-conversations.ts'
import { useViewer } from '../lib/viewer.tsx'
import { outageAt } from './outage.ts'
import { useRealtimeStatus } from './realtime-status.ts'

/** Rows shown before the rest is only counted. */
const SHOWN_MAX = 8

/** A dot that tells by shape and words how the connection is; pressed, up to which change everything is here. */
export function SyncStatus({ conversationId }: { conversationId?: string | undefined }) {
  const connection = useRealtimeStatus((status) => status.connection)
  const isCaughtUp = useRealtimeStatus((status) => status.isCaughtUp)
  const words = statusWords(connection, isCaughtUp)
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={`Connection: ${words}`}
        className="inline-flex size-(--control) items-center justify-center rounded-sm hover:bg-hover"
      >
        <span
          aria-hidden="true"
          className={`size-2.5 rounded-full border-2 ${connection.status === 'live' ? 'border-live bg-live' : 'border-idle'}`}
        />
      </AriaButton>
      <Popover>
        <Dialog className="w-72 p-3 outline-none">
          <Heading slot="title" className="text-title">
            {words}
          </Heading>
          <SyncedConversations conversationId={conversationId} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function SyncedConversations({ conversationId }: { conversationId: string | undefined }) {
  const viewer = useViewer()
  const inSync = useRealtimeStatus((status) => status.inSync)
  const { data: conversations = [] } = useMyConversations()
  const ordered = [...conversations].sort((one) => (one.id === conversationId ? -1 : 0))
  const shown = ordered.filter(({ id }) => inSync.has(id)).slice(0, SHOWN_MAX)
  return (
    <>
      <ul className="mt-2 flex flex-col gap-1 text-ui text-secondary">
        {shown.map((mine) => (
          <li key={mine.id} className="flex justify-between gap-3">
            <bdi className="truncate">{conversationTitle(mine, viewer)}</bdi>
            <span className="shrink-0 tabular-nums">
              in sync up to {formatCount(inSync.get(mine.id) ?? 0)}
            </span>
          </li>
        ))}
      </ul>
      {inSync.size > shown.length && (
        <p className="mt-2 text-meta text-tertiary">
          and {formatCount(inSync.size - shown.length)} more conversations
        </p>
      )}
    </>
  )
}

function statusWords(connection: ConnectionState, isCaughtUp: boolean): string {
  if (connection.status === 'live') return isCaughtUp ? 'Connected' : 'Catching up…'
  if (connection.status === 'connecting' || outageAt(connection, Date.now()) === 'none') return 'Connecting…'
  return connection.lastLiveAt === null
    ? 'Offline'
    : `Offline since ${formatTime(new Date(connection.lastLiveAt))}`
}
