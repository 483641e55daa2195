import { isAdministrator } from '@chatterly/protocol/users/policy'
import { Link } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useViewer } from '../../lib/viewer.tsx'

/** Below the conversations, for whoever may let people in. */
export function InviteLink() {
  if (!isAdministrator(useViewer())) return null
  return (
    <Link
      to="/admin/invitations"
      className="mt-3 flex min-h-(--row) items-center gap-2 rounded-sm px-2 text-ui text-secondary hover:bg-sidebar-hover hover:text-primary aria-[current=page]:bg-selected aria-[current=page]:text-primary"
    >
      <UserPlus size={16} strokeWidth={1.75} aria-hidden="true" />
      Invite people
    </Link>
  )
}
