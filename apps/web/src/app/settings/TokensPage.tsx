import { TokensSection } from '../../features/auth/tokens/TokensSection.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export const TokensPage = () => (
  <SettingsPage title="Access tokens">
    <TokensSection />
  </SettingsPage>
)
