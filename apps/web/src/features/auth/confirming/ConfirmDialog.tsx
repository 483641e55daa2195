import { Dialog } from '@chatterly/ui/Dialog'
import { useRouterState } from '@tanstack/react-router'
import { ProviderLink } from '../identities/ProviderLink.tsx'
import { PasskeyButton } from '../passkeys/PasskeyButton.tsx'
import { OtherWays } from '../sign-in/OtherWays.tsx'
import { ConfirmPasswordForm } from './ConfirmPasswordForm.tsx'
import { usePasskeyConfirm } from './use-passkey-confirm.ts'
import { useWaysToConfirm, type WaysToConfirm } from './use-ways-to-confirm.ts'

type Props = { onClose: (isConfirmed: boolean) => void }

/** Before something that matters. Mounted while it asks. */
export function ConfirmDialog({ onClose }: Props) {
  const ways = useWaysToConfirm()
  return (
    <Dialog title="Is it you?" isOpen onClose={() => onClose(false)}>
      <div className="flex flex-col gap-4 px-5 pt-1 pb-5">
        {ways && <p className="text-message text-secondary">{wordsFor(ways)}</p>}
        {ways && <Ways ways={ways} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

function Ways({ ways, onClose }: Props & { ways: WaysToConfirm }) {
  const { pathname } = useRouterState({ select: ({ location }) => location })
  const byPasskey = usePasskeyConfirm(() => onClose(true))
  const passkey = ways.hasPasskey && (
    <PasskeyButton
      isPending={byPasskey.isPending}
      error={byPasskey.error}
      onPress={() => byPasskey.mutate()}
    />
  )
  if (!ways.hasPassword)
    return (
      <div className="flex flex-col gap-3">
        {passkey}
        {ways.provider && <ProviderLink provider={ways.provider} returnTo={pathname} />}
      </div>
    )
  return (
    <>
      <ConfirmPasswordForm onClose={onClose} />
      {passkey && <OtherWays>{passkey}</OtherWays>}
    </>
  )
}

/** What follows from it stands at the end. */
function wordsFor({ hasPassword, hasPasskey, provider }: WaysToConfirm): string {
  const once = 'You will not be asked again for ten minutes.'
  if (hasPassword) return `Give your password once more to go on. ${once}`
  if (hasPasskey && !provider) return `Show with your passkey that it is you. ${once}`
  const away = `Signing in at ${provider?.name ?? 'the provider'} brings you back to this page; then begin once more what you were about to do.`
  return hasPasskey
    ? `Show with your passkey that it is you, or sign in again. ${away}`
    : `Sign in once more to go on. ${away}`
}
