import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { Button } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { useEffect, useMemo, useRef } from 'react'
import { conversationTitle } from '../../lib/format.ts'
import { showInView } from '../../lib/in-view.ts'
import { useSteady } from '../../lib/use-steady.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { ActingArea } from './actions/ActingArea.tsx'
import type { MessageExtras } from './actions/message-extras.ts'
import { useActor } from './actions/use-actor.ts'
import { Composer } from './composer/Composer.tsx'
import { EditingContext } from './editing/editing-context.ts'
import { useEditing } from './editing/use-editing.ts'
import { useOutbox, useOutboxView } from './outbox/OutboxProvider.tsx'
import { ConversationStart } from './timeline/ConversationStart.tsx'
import { LatestPill } from './timeline/LatestPill.tsx'
import { leaveOff } from './timeline/left-off.ts'
import { Message } from './timeline/Message.tsx'
import { FailedActionsContext } from './timeline/MessageState.tsx'
import { Timeline, type TimelineControl } from './timeline/Timeline.tsx'
import { TimelineNotice } from './timeline/TimelineNotice.tsx'
import { TimelineSkeleton } from './timeline/TimelineSkeleton.tsx'
import { UnreadPill } from './timeline/UnreadPill.tsx'
import { useArrivals } from './timeline/use-arrivals.ts'
import { useFailedActions } from './timeline/use-failed-actions.ts'
import { useMessageCommands } from './timeline/use-message-commands.ts'
import { useIsOpen, useOpening } from './timeline/use-opening.ts'
import { useRows } from './timeline/use-rows.ts'
import { useSeen } from './timeline/use-seen.ts'
import { useTarget } from './timeline/use-target.ts'
import { useMessageWindow } from './window/use-message-window.ts'
import { lastNumber } from './window/message-window.ts'

type Props = { mine: MyConversationView; target: number | undefined; extras: MessageExtras }

export function ConversationMessages({ mine, target, extras }: Props) {
  const viewer = useViewer()
  const outbox = useOutbox()
  const outboxView = useOutboxView(mine.id)
  const control = useRef<TimelineControl>(null)
  const opening = useOpening(mine, target)
  const { loaded, error, reload, moveTo, loadOlder, loadNewer, failed } = useMessageWindow(
    mine.id,
    opening.around,
  )
  const seen = useSeen(mine)
  const title = conversationTitle(mine, viewer)

  const goToEnd = async () => {
    if (loaded?.window.hasAfter) {
      opening.openNextAt({ at: 'end' })
      await moveTo(undefined)
    } else control.current?.scrollToEnd()
  }
  const goTo = async (number: number) => {
    if (control.current?.scrollToMessage(number)) return
    opening.openNextAt({ at: 'message', number })
    await moveTo(number)
  }

  const isReady = useIsOpen({
    around: opening.around,
    loaded,
    moveTo,
    giveUp: () => opening.openNextAt({ at: 'end' }),
  })
  const shownTarget = useTarget({ target, goTo, isReady })
  const dividerAfter = seen.dividerAfter
  useArrivals({ loaded, viewerId: viewer.id })
  const actor = useActor({ role: mine.me.role, extras })
  const { editing, editLast } = useEditing({ conversationId: mine.id, loaded, goTo })
  const findMessage = (id: string) => loaded?.window.items.find((message) => message.id === id)
  useMessageCommands({ mine, actor, findMessage, goToEnd, goTo, isAtEnd: seen.isAtEnd })
  const failedActions = useFailedActions(mine.id)

  useEffect(() => () => showInView(null), [])
  useEffect(() => {
    if (loaded) outbox.settle(mine.id, new Set(loaded.window.items.map((message) => message.id)))
  }, [loaded, outbox, mine.id])

  const rows = useRows({ loaded, outbox: outboxView, viewerId: viewer.id, dividerAfter })
  const authors = useMemo(
    () => new Map([...(loaded?.window.users ?? []), viewer].map((user) => [user.id, user])),
    [loaded?.window.users, viewer],
  )

  const send = useSteady((bodies: string[]) => {
    const after = Math.max(mine.messageCount, loaded ? lastNumber(loaded.window) : 0)
    for (const body of bodies) void outbox.add(mine.id, body, after)
    void goToEnd()
  })

  return (
    <div data-keymap-scope="conversation" className="flex min-h-0 min-w-0 grow flex-col">
      <FailedActionsContext value={failedActions}>
        <EditingContext value={editing}>
          {loaded && isReady ? (
            <ActingArea actor={actor} messages={loaded.window.items}>
              <Timeline
                key={loaded.generation}
                label={`Messages in ${title}`}
                control={control}
                rows={rows}
                openAt={opening.openAt()}
                hasBefore={loaded.window.hasBefore}
                hasAfter={loaded.window.hasAfter}
                onNearStart={() => void loadOlder()}
                onNearEnd={() => void loadNewer()}
                onView={(view, isAtEnd) => {
                  seen.look(view, isAtEnd && !loaded.window.hasAfter)
                  showInView(view && { conversationId: mine.id, ...view })
                  if (control.current) leaveOff(mine.id, control.current.place())
                }}
                start={<ConversationStart mine={mine} title={title} />}
                renderMessage={(row, tabIndex) => (
                  <Message
                    row={row}
                    author={authors.get(row.authorId)}
                    tabIndex={tabIndex}
                    isUnread={isUnread(row.message?.number, mine) && row.authorId !== viewer.id}
                    isTarget={row.message !== null && row.message.number === shownTarget}
                    drawUnder={extras.drawUnder}
                    drawCall={extras.drawCall}
                  />
                )}
              />
              <TimelineNotice
                failed={failed}
                onRetry={() => void (failed === 'older' ? loadOlder() : loadNewer())}
                isTargetMissing={isTargetMissing(
                  shownTarget,
                  loaded.window.items.map((message) => message.number),
                )}
              />
              <UnreadPill
                unread={mine.me.unread}
                lastReadNumber={mine.me.lastReadNumber}
                onGo={() => void goTo(mine.me.lastReadNumber + 1)}
              />
              <LatestPill
                newCount={seen.newCount}
                isAtEnd={seen.isAtEnd && !loaded.window.hasAfter}
                onPress={() => void goToEnd()}
              />
            </ActingArea>
          ) : error ? (
            <EmptyState
              says={wordsOf(error)}
              action={<Button onPress={() => void reload()}>Try again</Button>}
            />
          ) : (
            <TimelineSkeleton label={`Messages in ${title}`} />
          )}
        </EditingContext>
      </FailedActionsContext>
      <Composer conversationId={mine.id} title={title} onSend={send} onEditLast={editLast} />
    </div>
  )
}

const isUnread = (number: number | undefined, mine: MyConversationView) =>
  number !== undefined && number > mine.me.lastReadNumber

const isTargetMissing = (target: number | undefined, numbers: number[]) =>
  target !== undefined && numbers.length > 0 && !numbers.includes(target)
