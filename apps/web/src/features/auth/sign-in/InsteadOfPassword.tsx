import { ProviderLink } from '../identities/ProviderLink.tsx'
import { useProviders } from '../identities/use-providers.ts'
import { knowsPasskeys } from '../passkeys/ask-passkey.ts'
import { PasskeyButton } from '../passkeys/PasskeyButton.tsx'
import { usePasskeySignIn } from '../passkeys/use-passkey-sign-in.ts'
import { OtherWays } from './OtherWays.tsx'

/** The ways to sign in that this browser and this server know. */
export function InsteadOfPassword({ from }: { from: string | undefined }) {
  const byPasskey = usePasskeySignIn(from)
  const providers = useProviders()
  if (!knowsPasskeys() && providers.length === 0) return null
  return (
    <OtherWays>
      {knowsPasskeys() && (
        <PasskeyButton
          isPending={byPasskey.isPending}
          error={byPasskey.error}
          onPress={() => byPasskey.mutate()}
        />
      )}
      {providers.map((provider) => (
        <ProviderLink key={provider.startPath} provider={provider} returnTo={from} />
      ))}
    </OtherWays>
  )
}
