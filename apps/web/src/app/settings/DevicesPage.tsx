import { DevicesSection } from '../../features/auth/devices/DevicesSection.tsx'
import { SettingsPage } from './SettingsPage.tsx'

export const DevicesPage = () => (
  <SettingsPage title="Devices">
    <DevicesSection />
  </SettingsPage>
)
