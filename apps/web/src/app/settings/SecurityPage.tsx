import { useSearch } from '@tanstack/react-router'
import { useAccount } from '../../features/auth/account/use-account.ts'
import { IdentitiesSection } from '../../features/auth/identities/IdentitiesSection.tsx'
import { ProblemOnTheWay } from '../../features/auth/identities/ProblemOnTheWay.tsx'
import { PasskeysSection } from '../../features/auth/passkeys/PasskeysSection.tsx'
import { PasswordSection } from '../../features/auth/password/PasswordSection.tsx'
import { SecondFactorSection } from '../../features/auth/second-factor/SecondFactorSection.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export function SecurityPage() {
  const { problem } = useSearch({ from: '/signed-in/settings/security' })
  const account = useAccount()
  return (
    <SettingsPage title="Security">
      {problem && <ProblemOnTheWay problem={problem} />}
      {account && (
        <>
          <PasswordSection account={account} />
          <SecondFactorSection account={account} />
          <PasskeysSection />
          <IdentitiesSection />
        </>
      )}
    </SettingsPage>
  )
}
