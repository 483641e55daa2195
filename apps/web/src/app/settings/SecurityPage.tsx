import { useAccount } from '../../features/auth/account/use-account.ts'
import { PasswordSection } from '../../features/auth/password/PasswordSection.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export function SecurityPage() {
  const account = useAccount()
  return <SettingsPage title="Security">{account && <PasswordSection account={account} />}</SettingsPage>
}
