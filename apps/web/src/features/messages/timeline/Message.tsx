import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { Link2 } from 'lucide-react'
import { memo } from 'react'
import { formatAbsolute, formatTime } from '../../../lib/format.ts'
import { Content } from '../content/Content.tsx'
import { copyText } from './copy-text.ts'
import { messageLink } from './message-link.ts'
import { MessageState } from './MessageState.tsx'
import type { MessageRow } from './rows.ts'

/** A wash of colour that fades; without motion an outline that stays as long. */
const TARGET_LOOK =
  'bg-mention motion-reduce:bg-transparent motion-reduce:outline-2 motion-reduce:-outline-offset-2 motion-reduce:outline-you-line'

type Props = {
  row: MessageRow
  author: UserView | undefined
  tabIndex: 0 | -1
  isUnread: boolean
  /** Just arrived at through its link. */
  isTarget: boolean
}

/** One message, on its way or said. Its height depends on nothing but its words and the head above them. */
export const Message = memo(function Message({ row, author, tabIndex, isUnread, isTarget }: Props) {
  const id = `message-${row.key}`
  const number = row.message?.number
  const name = author?.displayName ?? 'Somebody'
  const when = new Date(row.at)
  return (
    <article
      tabIndex={tabIndex}
      data-keymap-scope="message"
      data-row-key={row.key}
      {...(number === undefined ? {} : { 'data-message-number': number })}
      aria-labelledby={`${id}-author ${id}-time`}
      aria-describedby={`${id}-body`}
      aria-posinset={number ?? 0}
      aria-setsize={-1}
      className={`group/message relative flex scroll-my-14 gap-3 px-4 transition-colors duration-(--duration-slow) hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus ${row.isHead ? 'mt-3 pt-0.5' : 'pt-0.5'} pb-0.5 ${isTarget ? TARGET_LOOK : ''}`}
    >
      <ReadRail isUnread={isUnread} />
      <div className="w-9 shrink-0 pt-0.5 text-end">
        {row.isHead ? <Avatar id={row.authorId} name={name} /> : <GutterTime id={`${id}-time`} when={when} />}
      </div>
      <div className="min-w-0 grow">
        <p className={row.isHead ? 'flex items-baseline gap-2' : 'sr-only'}>
          <bdi id={`${id}-author`} className="truncate text-author">
            {name}
          </bdi>
          {row.isHead && (
            <time
              id={`${id}-time`}
              dateTime={when.toISOString()}
              title={formatAbsolute(when)}
              className="shrink-0 text-meta text-tertiary tabular-nums"
            >
              {formatTime(when)}
            </time>
          )}
        </p>
        <div id={`${id}-body`}>
          <Body row={row} />
        </div>
        {row.item?.failure !== undefined && <MessageState.Failed item={row.item} words={row.item.failure} />}
      </div>
      {row.message !== null && <CopyLink message={row.message} />}
      {row.item !== null && row.item.failure === undefined && <MessageState.OnItsWay />}
    </article>
  )
})

/** For pointers; on the keyboard it is C. */
const CopyLink = ({ message }: { message: MessageView }) => (
  <button
    type="button"
    tabIndex={-1}
    aria-label="Copy link"
    title="Copy link"
    onClick={() => void copyText(messageLink(message.conversationId, message.number), 'Link copied')}
    className="absolute end-4 top-0 inline-flex size-7 -translate-y-1/2 items-center justify-center rounded-sm border border-subtle bg-raised text-secondary opacity-0 hover:text-primary group-hover/message:opacity-100 group-focus/message:opacity-100 pointer-coarse:hidden"
  >
    <Link2 aria-hidden="true" className="size-4" />
  </button>
)

function Body({ row }: { row: MessageRow }) {
  if (row.item !== null) return <Content body={row.item.body} content={null} />
  if (row.message.body === null)
    return <p className="text-message text-tertiary italic">This message was deleted.</p>
  return <Content body={row.message.body} content={row.message.content} />
}

/** The time of a message without a head: seen when pointed at, always there for those who listen. */
const GutterTime = ({ id, when }: { id: string; when: Date }) => (
  <time
    id={id}
    dateTime={when.toISOString()}
    title={formatAbsolute(when)}
    className="block text-[0.6875rem] leading-5.5 whitespace-nowrap text-tertiary tabular-nums opacity-0 group-hover/message:opacity-100 group-focus/message:opacity-100"
  >
    {formatTime(when)}
  </time>
)

/** Beside what is unread; retracts as it is read. */
const ReadRail = ({ isUnread }: { isUnread: boolean }) => (
  <span
    aria-hidden="true"
    className={`absolute inset-y-0 start-0 w-[3px] bg-you-line transition-opacity duration-(--duration-slow) ${isUnread ? '' : 'opacity-0'}`}
  />
)
