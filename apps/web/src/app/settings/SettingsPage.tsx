import { isAdministrator } from '@chatterly/protocol/users/policy'
import { Landmark } from '@chatterly/ui/Landmark'
import { Link } from '@tanstack/react-router'
import { KeyRound, MonitorSmartphone, ShieldCheck, UserPlus, UserRound, UserRoundCog } from 'lucide-react'
import type { ReactNode } from 'react'
import { Confirming } from '../../features/auth/confirming/Confirming.tsx'
import { useViewer } from '../../lib/viewer.tsx'
import { Page } from '../Page.tsx'

const places = [
  { to: '/me', title: 'Profile', Icon: UserRound },
  { to: '/settings/account', title: 'Account', Icon: UserRoundCog },
  { to: '/settings/security', title: 'Security', Icon: ShieldCheck },
  { to: '/settings/devices', title: 'Devices', Icon: MonitorSmartphone },
  { to: '/settings/tokens', title: 'Tokens', Icon: KeyRound },
] as const

const administratorPlaces = [{ to: '/admin/invitations', title: 'Invitations', Icon: UserPlus }] as const

/** A page of what somebody decides about themselves, with the way to the others: beside it, or above where it is narrow. */
export function SettingsPage({ title, children }: { title: string; children: ReactNode }) {
  const shown = isAdministrator(useViewer()) ? [...places, ...administratorPlaces] : places
  return (
    <Page title={title}>
      <div className="@container">
        <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-4 sm:px-6 @2xl:flex-row @2xl:gap-10 @2xl:py-8">
          <Landmark role="navigation" label="Settings" className="@2xl:w-44 @2xl:shrink-0">
            <ul className="flex flex-wrap gap-1 @2xl:flex-col">
              {shown.map(({ to, title: name, Icon }) => (
                <li key={to}>
                  <Link
                    to={to}
                    className="flex min-h-(--control) items-center gap-2.5 rounded-sm px-2.5 text-ui text-secondary hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:font-[650] aria-[current=page]:text-primary"
                  >
                    <Icon size={18} strokeWidth={1.75} aria-hidden="true" className="hidden @2xl:block" />
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </Landmark>
          <div className="flex min-w-0 flex-1 flex-col gap-8 @2xl:max-w-xl">
            <Confirming>{children}</Confirming>
          </div>
        </div>
      </div>
    </Page>
  )
}
