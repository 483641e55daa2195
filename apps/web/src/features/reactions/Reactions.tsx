import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { usePeople } from '../../lib/people.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { groupReactions } from './group-reactions.ts'
import { usePendingReactions, withPending } from './pending-reactions.ts'
import { ReactionPills } from './ReactionPills.tsx'
import { NAMED_MAX } from './reaction-words.ts'

type Props = {
  message: MessageView
  tabIndex: 0 | -1
  onToggle: (emoji: string) => void
}

/** What others, and oneself, answered the message with. */
export function Reactions(props: Props) {
  const { message } = props
  const viewer = useViewer()
  const pending = usePendingReactions(({ byMessage }) => byMessage.get(message.id))
  if (message.reactions.length === 0 && pending === undefined) return null
  const groups = groupReactions(withPending(message.reactions, pending, viewer.id), viewer.id)
  return groups.length === 0 ? null : <Named {...props} groups={groups} viewerId={viewer.id} />
}

type NamedProps = Props & { groups: ReturnType<typeof groupReactions>; viewerId: MessageView['senderId'] }

function Named({ message, tabIndex, onToggle, groups, viewerId }: NamedProps) {
  const named = groups.flatMap(({ userIds }) => userIds.filter((id) => id !== viewerId).slice(0, NAMED_MAX))
  const people = usePeople([...new Set(named)])
  return (
    <ReactionPills
      id={`message-${message.id}-reactions`}
      groups={groups}
      nameOf={(userId) => (userId === viewerId ? 'You' : people.get(userId)?.displayName)}
      tabIndex={tabIndex}
      onToggle={onToggle}
    />
  )
}
