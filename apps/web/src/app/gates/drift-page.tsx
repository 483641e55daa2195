import { plainContent } from '@chatterly/protocol/messages/content'
import { ConversationId, MessageId, ReactionId, UserId } from '@chatterly/protocol/ids'
import type { MessageView, MessageWindow, ReactionView } from '@chatterly/protocol/messages/shapes'
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import '../../styles.css'
import { Message } from '../../features/messages/timeline/Message.tsx'
import type { OpenAt } from '../../features/messages/timeline/open-at.ts'
import { buildRows } from '../../features/messages/timeline/rows.ts'
import { Timeline, type TimelineControl } from '../../features/messages/timeline/Timeline.tsx'
import { groupReactions } from '../../features/reactions/group-reactions.ts'
import { ReactionPills } from '../../features/reactions/ReactionPills.tsx'
import { withNewer, withOlder } from '../../features/messages/window/message-window.ts'

/**
 * The real timeline over generated messages, for the gate that measures drift. Only the gate builds it. The address
 * says what it begins with: `?messages=200&open=end`, `open=message:150`.
 */
type DriftPage = {
  prepend(count: number): void
  append(count: number): void
  /** The block in the message with this number gets another height, as a picture that arrives late. */
  grow(number: number, pixels: number): void
  /** So many people react to the message with this number; with none, the pills go. */
  react(number: number, people: number): void
  scrollToMessage(number: number): void
}

const conversationId = ConversationId.parse('00000001-0000-7000-8000-000000000001')
const people = [1, 2, 3].map((number) => UserId.parse(`00000003-0000-7000-8000-00000000000${number}`))
const viewerId = UserId.parse('00000003-0000-7000-8000-000000000001')
const NOON_MS = Date.parse('2026-03-03T12:00:00Z')
const FIRST_NUMBER = 100_000
const EMOJI = ['👍', '❤️', '😂', '🎉', '🙏']
const WORDS =
  'the plan for thursday is fine with me but let us look at the numbers once more before we send it'.split(
    ' ',
  )

/** The same for the same number, and as uneven as people write: one to five lines, groups, and a day about every 40. */
function generated(number: number): MessageView {
  const words = 4 + ((number * 37) % 60)
  const body = Array.from({ length: words }, (_, index) => WORDS[(number + index * 7) % WORDS.length]).join(
    ' ',
  )
  return {
    id: MessageId.parse(`00000004-0000-7000-8000-${String(number).padStart(12, '0')}`),
    conversationId,
    number,
    seq: number,
    senderId: people[Math.floor(number / 3) % people.length] ?? viewerId,
    kind: 'text',
    body,
    content: plainContent(body),
    call: null,
    createdAt: new Date(NOON_MS + number * 2_160_000).toISOString(),
    editedAt: null,
    deletedAt: null,
    reactions: [],
    changedSeq: number,
  }
}

/** Many hands, five emoji: with enough people the pills take more than one line on a phone. */
const generatedReactions = (number: number, count: number): ReactionView[] =>
  Array.from({ length: count }, (_, index) => ({
    id: ReactionId.parse(`00000005-0000-7000-8000-${String(number * 10 + index).padStart(12, '0')}`),
    emoji: EMOJI[index % EMOJI.length] ?? '👍',
    userId: people[index % people.length] ?? viewerId,
  }))

const drawPills = ({ id, reactions }: MessageView, tabIndex: 0 | -1) =>
  reactions.length > 0 && (
    <ReactionPills
      id={`message-${id}-reactions`}
      groups={groupReactions(reactions, viewerId)}
      nameOf={() => undefined}
      tabIndex={tabIndex}
      onToggle={() => {}}
    />
  )

const page = (from: number, count: number): MessageWindow => ({
  items: Array.from({ length: count }, (_, index) => generated(from + index)),
  users: [],
  hasBefore: true,
  hasAfter: false,
})

const nothing = { items: [], acknowledged: [], keys: new Map() }

function Page({ count, openAt }: { count: number; openAt: OpenAt }) {
  const [loaded, setWindow] = useState(() => page(FIRST_NUMBER, count))
  const [heights, setHeights] = useState<Record<number, number>>({})
  const control = useRef<TimelineControl>(null)
  const rows = useMemo(
    () => buildRows({ window: loaded, outbox: nothing, viewerId, dividerAfter: null }),
    [loaded],
  )

  useEffect(() => {
    const drift: DriftPage = {
      prepend: (more) =>
        setWindow((before) => withOlder(before, page((before.items[0]?.number ?? 0) - more, more))),
      append: (more) =>
        setWindow((before) => withNewer(before, page((before.items.at(-1)?.number ?? 0) + 1, more))),
      grow: (number, pixels) => setHeights((before) => ({ ...before, [number]: pixels })),
      react: (number, count) =>
        setWindow((before) => ({
          ...before,
          items: before.items.map((message) =>
            message.number === number
              ? { ...message, reactions: generatedReactions(number, count) }
              : message,
          ),
        })),
      scrollToMessage: (number) => control.current?.scrollToMessage(number),
    }
    Object.assign(window, { drift })
  }, [])

  return (
    <div style={{ display: 'flex', blockSize: '100dvh' }}>
      <Timeline
        label="Generated messages"
        control={control}
        rows={rows}
        openAt={openAt}
        hasBefore
        hasAfter={false}
        onNearStart={() => {}}
        onNearEnd={() => {}}
        onView={() => {}}
        start={null}
        renderMessage={(row, tabIndex) => (
          <>
            <Message
              row={row}
              author={undefined}
              tabIndex={tabIndex}
              isUnread={false}
              isTarget={false}
              drawUnder={drawPills}
              drawCall={() => null}
            />
            <div style={blockStyle(heights[row.message?.number ?? -1])} />
          </>
        )}
      />
    </div>
  )
}

const blockStyle = (pixels = 0): CSSProperties => ({
  blockSize: pixels,
  marginInlineStart: 64,
  background: 'gray',
})

function openAtOf(text: string): OpenAt {
  const [kind, number] = text.split(':')
  return kind === 'message' ? { at: 'message', number: FIRST_NUMBER + Number(number) } : { at: 'end' }
}

const query = new URLSearchParams(location.search)
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <Page count={Number(query.get('messages') ?? 200)} openAt={openAtOf(query.get('open') ?? 'end')} />,
)
