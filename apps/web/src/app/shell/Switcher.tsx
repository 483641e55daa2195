import type { UserView } from '@chatterly/protocol/users/shapes'
import { Badge } from '@chatterly/ui/Badge'
import { Dialog } from '@chatterly/ui/Dialog'
import { Finder } from '@chatterly/ui/Finder'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ConversationGlyph } from '../../features/conversations/ConversationGlyph.tsx'
import { useCreateConversation } from '../../features/conversations/use-create-conversation.ts'
import { PersonLine } from '../../features/users/PersonLine.tsx'
import { usePeopleSearch } from '../../features/users/use-people-search.ts'
import { conversationName, formatCount } from '../../lib/format.ts'
import { useMyConversations } from '../../lib/my-conversations.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { type Destination, destinationsFor } from './destinations.ts'

/** Goes anywhere by name: conversations, people, pages. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const viewer = useViewer()
  const navigate = useNavigate()
  const [written, setWritten] = useState('')
  const { data: all = [] } = useMyConversations()
  const { people } = usePeopleSearch(written, written.trim() !== '')
  const creation = useCreateConversation()
  const groups = destinationsFor({ written, all, people: written.trim() === '' ? [] : people, viewer })

  const go = (destination: Destination) => {
    if (destination.to === 'person') return writeTo(destination.person)
    onClose()
    if (destination.to === 'page') return void navigate({ to: destination.path })
    void navigate({ to: '/c/$conversationId', params: { conversationId: destination.mine.id } })
  }
  const writeTo = (person: UserView) => creation.create({ kind: 'direct', memberIds: [person.id] }, onClose)

  return (
    <Dialog title="Go to" isTitleHidden isOpen onClose={onClose} place="top">
      <Finder
        label="Go to a conversation or a person"
        placeholder="Go to a conversation or a person"
        written={written}
        onWrite={setWritten}
        groups={groups}
        onPick={go}
        isAutoFocused
        draw={(destination) => <DestinationLine destination={destination} />}
        nothing={<p className="px-2 py-3 text-ui text-secondary">Nothing here is called that.</p>}
        listClassName="h-[min(26rem,60dvh)]"
      />
      {creation.error && (
        <p role="alert" className="border-t border-subtle px-4 py-2 text-ui text-danger">
          {wordsOf(creation.error)}
        </p>
      )}
    </Dialog>
  )
}

function DestinationLine({ destination }: { destination: Destination }) {
  const viewer = useViewer()
  if (destination.to === 'person') return <PersonLine person={destination.person} />
  if (destination.to === 'page') return <span className="ps-7.5">{destination.title}</span>
  const { mine } = destination
  return (
    <>
      <ConversationGlyph conversation={mine} />
      <bdi className="min-w-0 flex-1 truncate font-[550]">{conversationName(mine, viewer)}</bdi>
      {mine.me.unread > 0 && (
        <Badge
          count={mine.me.unread}
          label={`, ${formatCount(mine.me.unread)} unread`}
          tone={mine.kind === 'channel' ? 'neutral' : 'you'}
        />
      )}
    </>
  )
}
