import { DeletionSection } from '../../features/auth/account/DeletionSection.tsx'
import { EmailSection } from '../../features/auth/account/EmailSection.tsx'
import { useAccount } from '../../features/auth/account/use-account.ts'
import { SettingsPage } from './SettingsPage.tsx'

export function AccountPage() {
  const account = useAccount()
  return (
    <SettingsPage title="Account">
      {account && (
        <>
          <EmailSection account={account} />
          <DeletionSection account={account} />
        </>
      )}
    </SettingsPage>
  )
}
