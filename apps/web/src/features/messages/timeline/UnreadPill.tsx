import { Button } from '@chatterly/ui/Button'
import { ArrowUp, Check } from 'lucide-react'
import { formatCount } from '../../../lib/format.ts'
import { useInView } from '../../../lib/in-view.ts'

type Props = { unread: number; lastReadNumber: number; onGo: () => void }

/** Where the unread part lies above the view: the way there, or done with it. */
export function UnreadPill({ unread, lastReadNumber, onGo }: Props) {
  const isAbove = useInView(({ inView }) => inView !== null && inView.first > lastReadNumber + 1)
  const markAllRead = useInView((state) => state.markAllRead)
  if (unread === 0 || !isAbove) return null
  return (
    <div
      data-unread-pill=""
      className="pointer-events-none absolute inset-x-0 top-2 z-(--z-sticky) flex justify-end gap-1 px-4"
    >
      <Button className="pointer-events-auto rounded-full! shadow-popover" onPress={onGo}>
        <ArrowUp aria-hidden="true" className="size-4" />
        {formatCount(unread)} unread
      </Button>
      <Button className="pointer-events-auto rounded-full! shadow-popover" onPress={markAllRead}>
        <Check aria-hidden="true" className="size-4" />
        Mark read
      </Button>
    </div>
  )
}
