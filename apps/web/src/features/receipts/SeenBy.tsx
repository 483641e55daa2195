import type { OneMessage } from '@chatterly/protocol/messages/shapes'
import type { ReceiptView } from '@chatterly/protocol/receipts/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { Button } from '@chatterly/ui/Button'
import { Dialog } from '@chatterly/ui/Dialog'
import { formatAbsolute, formatCount, formatRecent } from '../../lib/format.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useReceipts } from './use-receipts.ts'

type Props = OneMessage & { onClose: () => void }

/** Who else has read the message, and when. */
export function SeenBy({ onClose, ...message }: Props) {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useReceipts(message)
  const receipts = data?.pages.flatMap((page) => page.items)
  return (
    <Dialog title={titleOf(receipts?.length, hasNextPage)} isOpen onClose={onClose}>
      <div className="min-h-24 overflow-y-auto px-3 pt-1 pb-4">
        {receipts === undefined && error === null && <Loading />}
        {receipts?.length === 0 && (
          <p className="px-2 text-message text-secondary">Nobody else has read it yet.</p>
        )}
        <ul aria-label="Seen by" className="flex flex-col empty:hidden">
          {receipts?.map((receipt) => (
            <Reader key={receipt.user.id} receipt={receipt} />
          ))}
        </ul>
        {error !== null && (
          <div role="alert" className="flex flex-wrap items-center gap-3 px-2 py-1 text-ui text-danger">
            {wordsOf(error)}
            <Button onPress={() => void (receipts === undefined ? refetch() : fetchNextPage())}>
              Try again
            </Button>
          </div>
        )}
        {hasNextPage && error === null && (
          <Button className="mx-2 mt-2" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </Dialog>
  )
}

const titleOf = (count: number | undefined, hasMore: boolean) =>
  count === undefined || count === 0 ? 'Seen by' : `Seen by ${formatCount(count)}${hasMore ? '+' : ''}`

const Reader = ({ receipt: { user, readAt } }: { receipt: ReceiptView }) => (
  <li className="flex min-h-12 items-center gap-3 px-2">
    <Avatar id={user.id} name={user.displayName} />
    <bdi className="min-w-0 flex-1 truncate text-ui font-[550]">{user.displayName}</bdi>
    <time
      dateTime={readAt}
      title={formatAbsolute(readAt)}
      className="shrink-0 text-meta text-secondary tabular-nums"
    >
      {formatRecent(readAt)}
    </time>
  </li>
)

const Loading = () => (
  <div role="status" aria-label="Loading who has seen it" className="flex flex-col">
    {[44, 30, 52].map((width) => (
      <div key={width} aria-hidden="true" className="flex min-h-12 items-center gap-3 px-2 opacity-60">
        <span className="size-9 shrink-0 rounded-full bg-sunken" />
        <span className="h-3 rounded-xs bg-sunken" style={{ inlineSize: `${width}%` }} />
      </div>
    ))}
  </div>
)
