import { canRemoveMember } from '@chatterly/protocol/conversations/policy'
import type { MemberRole, MemberView, MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { IconButton } from '@chatterly/ui/IconButton'
import { UserRoundMinus } from 'lucide-react'
import { useViewer } from '../../lib/viewer.tsx'

const roleNames: Record<MemberRole, string | undefined> = {
  owner: 'Owner',
  admin: 'Admin',
  member: undefined,
}

type Props = { member: MemberView; mine: MyConversationView; onRemove: () => void }

export function MemberRow({ member: { user, role }, mine, onRemove }: Props) {
  const viewer = useViewer()
  const isViewer = user.id === viewer.id
  return (
    <div className="flex min-h-12 items-center gap-3 rounded-sm px-2 hover:bg-hover">
      <Avatar id={user.id} name={user.displayName} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-ui font-[550]">
          <bdi>{user.displayName}</bdi>
          {isViewer && <span className="font-normal text-secondary"> (you)</span>}
        </p>
        <p className="truncate text-meta text-secondary">
          @{user.username}
          {roleNames[role] && ` · ${roleNames[role]}`}
        </p>
      </div>
      {!isViewer && canRemoveMember(mine, mine.me, { role }) && (
        <IconButton
          label={`Remove ${user.displayName}`}
          icon={<UserRoundMinus size={16} aria-hidden="true" />}
          onPress={onRemove}
        />
      )}
    </div>
  )
}
