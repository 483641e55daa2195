import { Button } from '@chatterly/ui/Button'
import { formatCount, formatTime } from '../lib/format.ts'
import { useRealtimeStatus } from './realtime-status.ts'
import { useBackOnline } from './use-back-online.ts'
import { useOutage } from './use-outage.ts'

/** Says when the connection is gone for longer than a moment, and once when it is back. */
export function ConnectionBanner() {
  const connection = useRealtimeStatus((status) => status.connection)
  const retryNow = useRealtimeStatus((status) => status.retryNow)
  const outage = useOutage(connection)
  const back = useBackOnline(outage)
  return (
    <div role="status" className="relative z-(--z-panel) h-0">
      {outage !== 'none' && (
        <p className={`${LOOK} bg-mention`}>
          <span>Reconnecting… your messages will be sent.</span>
          {outage === 'long' && (
            <>
              {connection.lastLiveAt !== null && (
                <span className="tabular-nums">
                  Last updated {formatTime(new Date(connection.lastLiveAt))}
                </span>
              )}
              <Button onPress={retryNow}>Retry now</Button>
            </>
          )}
        </p>
      )}
      {back !== null && <p className={`${LOOK} bg-selected`}>{backWords(back.sent)}</p>}
    </div>
  )
}

/** Over what is being read and not above it: a banner that pushes everything down would move the words under the eye. */
const LOOK =
  'absolute inset-x-4 top-15 mx-auto flex min-h-9 w-fit flex-wrap items-center justify-center gap-x-3 rounded-sm border border-subtle px-4 py-1 text-ui text-primary shadow-popover'

const backWords = (sent: number) =>
  sent === 0
    ? 'Back online.'
    : `Back online, ${formatCount(sent)} ${sent === 1 ? 'message' : 'messages'} sent.`
