import type { UserView } from '@chatterly/protocol/users/shapes'
import { Avatar } from '@chatterly/ui/Avatar'

/** A person in a list: the circle, the name, the username. */
export function PersonLine({ person }: { person: UserView }) {
  return (
    <>
      <Avatar id={person.id} name={person.displayName} size={24} />
      <span className="flex min-w-0 flex-1 items-baseline gap-2">
        <bdi className="truncate font-[550]">{person.displayName}</bdi>
        <span className="truncate text-meta text-secondary">@{person.username}</span>
      </span>
    </>
  )
}
