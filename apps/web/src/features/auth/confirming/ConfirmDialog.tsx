import { Dialog } from '@chatterly/ui/Dialog'
import { useRouterState } from '@tanstack/react-router'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { ProviderLink } from '../identities/ProviderLink.tsx'
import { PasskeyButton } from '../passkeys/PasskeyButton.tsx'
import { OtherWays } from '../sign-in/OtherWays.tsx'
import { ConfirmPasswordForm } from './ConfirmPasswordForm.tsx'
import { usePasskeyConfirm } from './use-passkey-confirm.ts'
import { useWaysToConfirm } from './use-ways-to-confirm.ts'
import { type WaysToConfirm, waysWords } from './ways-words.ts'

type Props = { onClose: (isConfirmed: boolean) => void }

/** Before something that matters. Mounted while it asks. */
export function ConfirmDialog({ onClose }: Props) {
  const { ways, error } = useWaysToConfirm()
  return (
    <Dialog title="Is it you?" isOpen onClose={() => onClose(false)}>
      <div className="flex flex-col gap-4 px-5 pt-1 pb-5">
        {ways && <p className="text-message text-secondary">{waysWords(ways)}</p>}
        {ways && <Ways ways={ways} onClose={onClose} />}
        <FormProblem words={!ways && error ? wordsOf(error) : undefined} />
      </div>
    </Dialog>
  )
}

function Ways({ ways, onClose }: Props & { ways: WaysToConfirm }) {
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
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
