import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { Hash, Lock, UsersRound } from 'lucide-react'
import { useViewer } from '../../lib/viewer.tsx'

type Props = { conversation: Pick<MyConversationView, 'kind' | 'name' | 'people'>; size?: 20 | 36 }

/** Channels and groups are glyphs, people are circles. Decoration: the name stands beside it. */
export function ConversationGlyph({ conversation, size = 20 }: Props) {
  const viewer = useViewer()
  const other = conversation.people.find((person) => person.id !== viewer.id)
  if (conversation.kind === 'direct' && other)
    return <Avatar id={other.id} name={other.displayName} size={size} />
  const Glyph = conversation.kind === 'channel' ? Hash : conversation.name === null ? UsersRound : Lock
  const box = size === 36 ? 'size-9 rounded-sm bg-sunken' : 'size-5'
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center text-tertiary ${box}`}
    >
      <Glyph size={size === 36 ? 18 : 16} strokeWidth={1.75} />
    </span>
  )
}
