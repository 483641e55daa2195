import { Button } from '@chatterly/ui/Button'
import { ArrowDown } from 'lucide-react'
import { formatCount } from '../../../lib/format.ts'

type Props = { newCount: number; isAtEnd: boolean; onPress: () => void }

/** The way to the end, and how much is new on it. */
export function LatestPill({ newCount, isAtEnd, onPress }: Props) {
  if (isAtEnd) return null
  const words = newCount === 0 ? 'Latest' : `${formatCount(newCount)} new`
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-2 z-(--z-sticky) flex justify-center">
      <Button
        look={newCount === 0 ? 'quiet' : 'action'}
        className="pointer-events-auto rounded-full! shadow-popover"
        aria-label={newCount === 0 ? 'Jump to the latest message' : `${words}, jump to the latest message`}
        onPress={onPress}
      >
        <ArrowDown aria-hidden="true" className="size-4" />
        {words}
      </Button>
    </div>
  )
}
