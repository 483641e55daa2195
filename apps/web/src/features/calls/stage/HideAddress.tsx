import { Toggle } from '@chatterly/ui/Toggle'
import { useId } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { changeCallPreferences, useCallPreferences } from '../media/preferences.ts'

/**
 * Offered where there is a relay; and wherever it was chosen, so that it can be taken back. A call that is under way
 * has told the addresses already.
 */
export function HideAddress({ isInCall = false }: { isInCall?: boolean }) {
  const hintId = useId()
  const hidesAddress = useCallPreferences((preferences) => preferences.hidesAddress)
  const { data } = trpc.calls.iceServers.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY })
  const hasRelay = data?.iceServers.some(({ urls }) => urls.some((url) => url.startsWith('turn'))) ?? false
  if (!hasRelay && !hidesAddress) return null
  return (
    <div>
      <Toggle
        label="Hide my network address"
        aria-describedby={hintId}
        isSelected={hidesAddress}
        onChange={(hides) => changeCallPreferences({ hidesAddress: hides })}
      />
      <p id={hintId} className="ps-8 text-meta text-secondary">
        {hasRelay
          ? `The others reach you through the relay of this installation only${isInCall ? ', from your next call on' : ''}.`
          : 'This installation has no relay, so nobody can reach you.'}
      </p>
    </div>
  )
}
