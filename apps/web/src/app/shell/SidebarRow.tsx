import { Badge } from '@chatterly/ui/Badge'
import { VisuallyHidden } from '@chatterly/ui/VisuallyHidden'
import { Link } from '@tanstack/react-router'
import { Pencil, Phone } from 'lucide-react'
import { memo } from 'react'
import { useOpenCallIn } from '../../features/calls/known/known-calls.ts'
import { ConversationGlyph } from '../../features/conversations/ConversationGlyph.tsx'
import type { Listed } from '../../features/conversations/sections.ts'
import { useDraftedConversations } from '../../features/messages/composer/drafts.ts'
import { formatCount } from '../../lib/format.ts'

type Props = { mine: Listed; name: string }

const row =
  'flex min-h-(--row) items-center gap-2 rounded-sm ps-2 pe-1.5 text-ui cursor-default hover:bg-sidebar-hover aria-[current=page]:bg-selected aria-[current=page]:text-primary'

export const SidebarRow = memo(function SidebarRow({ mine, name }: Props) {
  const { unread } = mine.me
  const hasDraft = useDraftedConversations(({ ids }) => ids.has(mine.id))
  const isCalled = useOpenCallIn(mine.id) !== undefined
  return (
    <Link
      to="/c/$conversationId"
      params={{ conversationId: mine.id }}
      className={`${row} ${unread > 0 ? 'font-[650] text-primary' : 'text-secondary'}`}
    >
      <ConversationGlyph conversation={mine} />
      <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
      {hasDraft && <Pencil size={14} aria-hidden="true" className="shrink-0 text-tertiary" />}
      {hasDraft && <VisuallyHidden>, draft</VisuallyHidden>}
      {isCalled && <Phone size={14} aria-hidden="true" className="shrink-0 text-live" />}
      {isCalled && <VisuallyHidden>, in a call</VisuallyHidden>}
      {unread > 0 && (
        <Badge
          count={unread}
          label={`, ${formatCount(unread)} unread`}
          tone={mine.kind === 'channel' ? 'neutral' : 'you'}
        />
      )}
    </Link>
  )
})
