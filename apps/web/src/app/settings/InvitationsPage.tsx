import { InvitesSection } from '../../features/auth/invites/InvitesSection.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export const InvitationsPage = () => (
  <SettingsPage title="Invitations">
    <InvitesSection />
  </SettingsPage>
)
