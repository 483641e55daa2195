import { Button } from '@chatterly/ui/Button'
import { formatCount, formatTime } from '../lib/format.ts'
import { useRealtimeStatus } from './realtime-status.ts'
import { useBackOnline } from './use-back-online.ts'
import { useOutage } from './use-outage.ts'

/** Says when the connection is gone for longer than a moment, and once when it is back. */
export function ConnectionBanner() {
  const { connection, retryNow } = useRealtimeStatus()
  const outage = useOutage(connection)
  const back = useBackOnline(outage)
  return (
    <div role="status">
      {outage !== 'none' && (
        <p className="flex min-h-9 flex-wrap items-center justify-center gap-x-3 bg-mention px-4 py-1 text-ui text-primary">
          <span>Reconnecting… your messages will be sent.</span>
          {outage === 'long' && (
            <>
              {connection.lastLiveAt !== null && (
                <span className="tabular-nums">Last updated {formatTime(new Date(connection.lastLiveAt))}</span>
              )}
              <Button onPress={retryNow}>Retry now</Button>
            </>
          )}
        </p>
      )}
      {back !== null && (
        <p className="flex min-h-9 items-center justify-center bg-selected px-4 py-1 text-ui text-primary">
          {back.sent === 0 ? 'Back online.' : `Back online, ${formatCount(back.sent)} ${back.sent === 1 ? 'message' : 'messages'} sent.`}
        </p>
      )}
    </div>
  )
}
