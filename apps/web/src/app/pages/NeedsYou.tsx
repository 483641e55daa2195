import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Badge } from '@chatterly/ui/Badge'
import { Keys } from '@chatterly/ui/Keys'
import { Link } from '@tanstack/react-router'
import { ConversationGlyph } from '../../features/conversations/ConversationGlyph.tsx'
import { conversationTitle, formatAbsolute, formatCount, formatRecent } from '../../lib/format.ts'
import { commandOf } from '../../lib/keymap/commands.ts'
import { printKeys } from '../../lib/keymap/keys.ts'
import { usePerson } from '../../lib/people.ts'
import { useViewer } from '../../lib/viewer.tsx'

/** The unread conversations; people first, then the newest. */
export function NeedsYou({ unread }: { unread: MyConversationView[] }) {
  const order = [...unread].sort(
    (one, other) =>
      Number(one.kind === 'channel') - Number(other.kind === 'channel') ||
      (other.lastMessageAt ?? '').localeCompare(one.lastMessageAt ?? ''),
  )
  return (
    <section aria-label="Unread conversations" className="mx-auto w-full max-w-2xl px-3 py-4 sm:px-6 sm:py-8">
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 px-3 text-ui text-secondary">
        {unread.length === 1 ? 'One conversation has' : `${formatCount(unread.length)} conversations have`}{' '}
        something new.
        <span className="flex items-center gap-2 text-meta text-tertiary pointer-coarse:hidden">
          Next: <Keys keys={printKeys(commandOf('unread.next').keys[0] ?? '')} />
        </span>
      </p>
      <ul className="flex flex-col gap-1">
        {order.map((mine) => (
          <li key={mine.id}>
            <UnreadRow mine={mine} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function UnreadRow({ mine }: { mine: MyConversationView }) {
  const viewer = useViewer()
  const { lastMessage } = mine
  return (
    <Link
      to="/c/$conversationId"
      params={{ conversationId: mine.id }}
      className="flex items-center gap-3 rounded-md px-3 py-2.5 hover:bg-hover"
    >
      <ConversationGlyph conversation={mine} size={36} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate text-author">{conversationTitle(mine, viewer)}</bdi>
          {mine.lastMessageAt && (
            <time
              dateTime={mine.lastMessageAt}
              title={formatAbsolute(mine.lastMessageAt)}
              className="shrink-0 text-meta text-tertiary"
            >
              {formatRecent(mine.lastMessageAt)}
            </time>
          )}
        </span>
        {lastMessage && <Snippet senderId={lastMessage.senderId} body={lastMessage.body} kind={mine.kind} />}
      </span>
      <Badge
        count={mine.me.unread}
        label={`, ${formatCount(mine.me.unread)} unread`}
        tone={mine.kind === 'channel' ? 'neutral' : 'you'}
      />
    </Link>
  )
}

type SnippetProps = {
  senderId: MyConversationView['creatorId']
  body: string | null
  kind: MyConversationView['kind']
}

function Snippet({ senderId, body, kind }: SnippetProps) {
  const sender = usePerson(senderId)
  const viewer = useViewer()
  const by = senderId === viewer.id ? 'You' : kind === 'direct' ? undefined : sender?.displayName
  return (
    <span dir="auto" className="block truncate text-ui text-secondary">
      {by && <bdi>{by}: </bdi>}
      {body?.slice(0, 200) ?? 'Message deleted'}
    </span>
  )
}
