import { IconButton } from '@chatterly/ui/IconButton'
import { Landmark } from '@chatterly/ui/Landmark'
import { UsersRound } from 'lucide-react'
import { CallButton } from '../../features/calls/known/CallButton.tsx'
import { ConversationGlyph } from '../../features/conversations/ConversationGlyph.tsx'
import { conversationName, formatCount } from '../../lib/format.ts'
import type { ConversationFace } from '../../lib/my-conversations.ts'
import { commandOf } from '../../lib/keymap/commands.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'
import type { usePanel } from './use-panel.ts'

type Props = { mine: ConversationFace; panel: ReturnType<typeof usePanel> }

export function ConversationHeader({ mine, panel }: Props) {
  const viewer = useViewer()
  const name = conversationName(mine, viewer)
  const members = `${formatCount(mine.memberCount)} ${mine.memberCount === 1 ? 'member' : 'members'}`
  return (
    <Landmark role="region" label="Conversation" className="shrink-0">
      <PageHeader>
        <ConversationGlyph conversation={mine} />
        <h1 className="shrink-0 truncate text-title max-[900px]:min-w-0 max-[900px]:shrink">
          {mine.kind === 'channel' && <span className="sr-only">#</span>}
          <bdi>{name}</bdi>
        </h1>
        <p
          dir="auto"
          title={mine.topic ?? undefined}
          className="min-w-0 flex-1 truncate ps-1 text-ui text-secondary"
        >
          {mine.topic}
        </p>
        <CallButton conversationId={mine.id} />
        <IconButton
          label={`Members, ${members}`}
          shortcut={printKeys(commandOf('panel.toggle').keys[0] ?? '')}
          aria-expanded={panel.open === 'members'}
          onPress={panel.toggle}
          className="w-auto min-w-(--control) gap-1.5 px-2 text-ui tabular-nums"
          icon={
            <>
              <UsersRound size={18} strokeWidth={1.75} aria-hidden="true" />
              {formatCount(mine.memberCount)}
            </>
          }
        />
      </PageHeader>
    </Landmark>
  )
}
