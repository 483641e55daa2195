import { Button } from '@chatterly/ui/Button'

type Props = { failed: 'older' | 'newer' | null; onRetry: () => void; isTargetMissing: boolean }

/** Above the messages, out of their flow. */
export function TimelineNotice({ failed, onRetry, isTargetMissing }: Props) {
  if (failed === null && !isTargetMissing) return null
  return (
    <div
      role="status"
      className="absolute inset-x-0 top-10 z-(--z-sticky) mx-auto flex w-fit items-center gap-3 rounded-sm border border-subtle bg-raised px-3 py-1.5 text-ui shadow-popover"
    >
      {isTargetMissing && <p>This message was removed. These are its neighbours.</p>}
      {failed !== null && (
        <>
          <p>{failed === 'older' ? 'Earlier' : 'Later'} messages could not be loaded.</p>
          <Button onPress={onRetry}>Retry</Button>
        </>
      )}
    </div>
  )
}
