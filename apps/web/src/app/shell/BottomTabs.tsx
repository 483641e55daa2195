import { Avatar } from '@chatterly/ui/Avatar'
import { Landmark } from '@chatterly/ui/Landmark'
import { Link } from '@tanstack/react-router'
import { Compass, MessagesSquare } from 'lucide-react'
import { useViewer } from '../../lib/viewer.tsx'
import { useWhereSettingsAre } from './use-where-settings-are.ts'

const tab =
  'flex min-h-13 flex-1 flex-col items-center justify-center gap-0.5 rounded-sm text-meta text-on-rail aria-[current=page]:font-[650] aria-[current=page]:bg-rail-selected'

/** What the rail is on a small screen. */
export function BottomTabs() {
  const viewer = useViewer()
  const whereSettingsAre = useWhereSettingsAre()
  return (
    <Landmark role="navigation" label="Main" className="on-rail bg-rail pb-[env(safe-area-inset-bottom)]">
      <div className="flex gap-1 p-1">
        <Link to="/" activeOptions={{ exact: true }} className={tab}>
          <MessagesSquare size={20} strokeWidth={1.75} aria-hidden="true" />
          Chats
        </Link>
        <Link to="/browse" className={tab}>
          <Compass size={20} strokeWidth={1.75} aria-hidden="true" />
          Browse
        </Link>
        <Link to="/me" className={tab} {...whereSettingsAre}>
          <Avatar id={viewer.id} name={viewer.displayName} size={20} />
          You
        </Link>
      </div>
    </Landmark>
  )
}
