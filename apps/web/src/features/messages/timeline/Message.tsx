import type { UserView } from '@chatterly/protocol/users/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { memo } from 'react'
import { useActing } from '../actions/acting.ts'
import type { MessageExtras } from '../actions/message-extras.ts'
import { MessageToolbar } from '../actions/MessageToolbar.tsx'
import { MessageEditor } from '../editing/MessageEditor.tsx'
import { useEdits } from '../editing/edits.ts'
import { MessageBody } from './MessageBody.tsx'
import { Edited, GutterTime, HeadTime, ReadRail } from './MessageMeta.tsx'
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
  /** What stands under the words. */
  drawUnder: MessageExtras['drawUnder']
  /** What stands in place of the words of a call. */
  drawCall: MessageExtras['drawCall']
}

/** One message, on its way or said. Pointing at it changes nothing of its height. */
export const Message = memo(function Message(props: Props) {
  const { row, author, tabIndex, isUnread, isTarget, drawUnder, drawCall } = props
  const { message, item } = row
  const isActing = useActing(
    ({ opened, pointed }) => message !== null && (opened?.messageId ?? pointed) === message.id,
  )
  const edit = useEdits(({ byMessage }) => (message === null ? undefined : byMessage.get(message.id)))
  const isEdited = useEdits(({ openId }) => message !== null && openId === message.id)
  const id = `message-${row.key}`
  const name = author?.displayName ?? 'Somebody'
  const when = new Date(row.at)
  const edited = message?.editedAt && message.deletedAt === null && (
    <Edited id={`${id}-edited`} at={message.editedAt} />
  )
  return (
    <article
      tabIndex={tabIndex}
      data-keymap-scope="message"
      data-row-key={row.key}
      {...(message === null ? {} : { 'data-message-number': message.number, 'data-message-id': message.id })}
      aria-labelledby={`${id}-author ${id}-time ${id}-edited`}
      aria-describedby={`${id}-body message-${message?.id}-reactions`}
      aria-posinset={message?.number ?? 0}
      aria-setsize={-1}
      className={`group/message relative flex scroll-my-14 gap-3 px-4 transition-colors duration-(--duration-slow) hover:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus pointer-coarse:select-none pointer-coarse:[-webkit-touch-callout:none] ${row.isHead ? 'mt-3 pt-0.5' : 'pt-0.5'} pb-0.5 ${isActing ? 'bg-hover' : ''} ${isTarget ? TARGET_LOOK : ''}`}
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
          {row.isHead && <HeadTime id={`${id}-time`} when={when} />}
          {row.isHead && edited}
        </p>
        {isEdited && edit !== undefined && message !== null ? (
          <MessageEditor key={message.id} message={message} edit={edit} />
        ) : (
          <div className="flex flex-wrap items-baseline gap-x-2">
            <div id={`${id}-body`} className="min-w-0 max-w-full">
              {message !== null && message.call !== null && message.deletedAt === null ? (
                drawCall(message, tabIndex)
              ) : (
                <MessageBody row={row} edit={edit} />
              )}
            </div>
            {!row.isHead && edited}
          </div>
        )}
        {message !== null && drawUnder(message, tabIndex)}
        {item?.failure !== undefined && <MessageState.Failed item={item} words={item.failure} />}
      </div>
      {message !== null && isActing && !isEdited && <MessageToolbar message={message} />}
      {(edit?.isSaving || (item !== null && item.failure === undefined)) && <MessageState.OnItsWay />}
    </article>
  )
})
