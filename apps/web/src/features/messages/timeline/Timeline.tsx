import {
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { DayPill, DaySeparator } from './DaySeparator.tsx'
import { type OpenAt, type Place, placeOf } from './open-at.ts'
import type { MessageRow, Row } from './rows.ts'
import { UnreadDivider } from './UnreadDivider.tsx'
import { useRovingFocus } from './use-roving-focus.ts'
import { useSteppedRows } from './use-stepped-rows.ts'
import { dayAtTop, FOLLOW_WITHIN, firstVisibleIndex, numbersInView, pixelsBelow } from './visible-rows.ts'

/** Pixels drawn beyond each edge of the view. */
const BUFFER = 600
/** More is asked for when fewer than this many views are left. */
const VIEWS_AHEAD = 2

export type TimelineView = { first: number; last: number } | null

export type TimelineControl = {
  scrollToEnd(): void
  /** Centres the message; false where it is not in the rows. */
  scrollToMessage(number: number): boolean
  /** Where the reader is, to come back to. */
  place(): OpenAt
}

type Props = {
  label: string
  rows: Row[]
  /** Taken once, when the timeline is mounted. */
  openAt: OpenAt
  hasBefore: boolean
  hasAfter: boolean
  onNearStart: () => void
  onNearEnd: () => void
  /** What can be read, and whether the end of the rows is in view. */
  onView: (view: TimelineView, isAtEnd: boolean) => void
  start: ReactNode
  renderMessage: (row: MessageRow, tabIndex: 0 | -1) => ReactNode
  control?: Ref<TimelineControl>
}

/**
 * Messages from top to bottom. What is being read stays where it is on the screen, whatever is added before, after
 * or grows late; only at the end the view follows. Nothing of the virtual list under it shows outside.
 */
export function Timeline(props: Props) {
  const {
    label,
    openAt,
    hasBefore,
    hasAfter,
    onNearStart,
    onNearEnd,
    onView,
    start,
    renderMessage,
    control,
  } = props
  const { rows, isPrepend } = useSteppedRows(props.rows)
  const list = useRef<VirtualizerHandle>(null)
  const scroller = useRef<HTMLDivElement>(null)
  /** Pixels between the view and the end when it was last scrolled; nothing that grows changes it. */
  const gap = useRef(openAt.at === 'end' ? 0 : Number.POSITIVE_INFINITY)
  const [isPlaced, setPlaced] = useState(false)
  const [topDay, setTopDay] = useState<number | null>(null)
  const [entryKey, setEntryKey] = useState<string>()

  /** When a scroll to a row will have ended. */
  const settledAt = useRef(0)
  /** When somebody last moved the view by hand. */
  const movedAt = useRef(Number.NEGATIVE_INFINITY)

  /** Rows on the way are measured while it scrolls; a page that came in meanwhile would end that half way. */
  const settle = () => {
    settledAt.current = performance.now() + SETTLE_MS
    setTimeout(() => lookNow.current(), SETTLE_MS + 1)
  }

  const bringIntoView = ({ index, align, offset = 0 }: Place) => {
    settle()
    list.current?.scrollToIndex(index, { align, offset })
  }

  /** Not by the list, which would go on holding the end against a hand that scrolls up meanwhile. */
  const scrollToEnd = () => {
    if (scroller.current === null) return
    gap.current = 0
    settle()
    scroller.current.scrollTop = scroller.current.scrollHeight
  }

  const focus = useRovingFocus({
    rows,
    entryKey: entryKey ?? rows.findLast((row) => row.kind === 'message')?.key,
    scroller,
    bringIntoView: (index) => list.current?.scrollToIndex(index, { align: 'nearest' }),
  })

  const look = () => {
    const measures = list.current
    if (measures === null || scroller.current === null || measures.viewportSize === 0) return
    const below = pixelsBelow(scroller.current)
    const view = numbersInView(rows, measures)
    onView(view, below <= FOLLOW_WITHIN)
    setTopDay(measures.scrollOffset > 0 ? dayAtTop(rows, measures) : null)
    const lastRow = rows.find((row) => row.kind === 'message' && row.message?.number === view?.last)
    setEntryKey(gap.current <= FOLLOW_WITHIN ? undefined : lastRow?.key)
    if (performance.now() < settledAt.current) return
    const ahead = measures.viewportSize * VIEWS_AHEAD
    if (hasBefore && measures.scrollOffset < ahead) onNearStart()
    if (hasAfter && below < ahead) onNearEnd()
  }

  const lookNow = useRef(look)
  lookNow.current = () => {
    if (isPlaced) look()
  }

  const handleScroll = () => {
    if (!isPlaced || scroller.current === null) return
    gap.current = hasAfter ? Number.POSITIVE_INFINITY : pixelsBelow(scroller.current)
    look()
  }

  const handleHand = () => {
    movedAt.current = performance.now()
  }

  const handleResize = () => {
    if (!isPlaced) return
    // Only from the very end: who has begun to scroll up must not be pulled back by rows that are measured.
    if (gap.current <= 1 && performance.now() - movedAt.current > HAND_MS) scrollToEnd()
    else look()
  }

  const open = useEffectEvent(() => {
    const place = placeOf(openAt, rows, scroller.current?.clientHeight ?? 0)
    if (place === 'end') scrollToEnd()
    else bringIntoView(place)
  })
  const follow = useEffectEvent(() => {
    if (isPlaced && gap.current <= FOLLOW_WITHIN && !isPrepend) scrollToEnd()
  })
  const lookAtChange = useEffectEvent(() => {
    if (!isPlaced || scroller.current === null) return
    if (!hasAfter) gap.current = Math.min(gap.current, pixelsBelow(scroller.current))
    look()
  })

  useLayoutEffect(() => {
    open()
    const timer = setTimeout(() => setPlaced(true), PLACING_MS)
    return () => clearTimeout(timer)
  }, [])
  useLayoutEffect(() => follow(), [rows, isPlaced])
  useEffect(() => lookAtChange(), [rows, isPlaced, hasBefore, hasAfter])

  useImperativeHandle(control, () => ({
    scrollToEnd,
    scrollToMessage: (number) => {
      const index = rows.findIndex((row) => row.kind === 'message' && row.message?.number === number)
      if (index < 0) return false
      gap.current = Number.POSITIVE_INFINITY
      bringIntoView({ index, align: 'center' })
      return true
    },
    place: () => placeNow(rows, list.current, gap.current <= FOLLOW_WITHIN),
  }))

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        className={`absolute inset-0 flex flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] ${isPlaced ? '' : 'pointer-events-none opacity-0'}`}
        onWheel={(event) => event.deltaY < 0 && handleHand()}
        onTouchMove={handleHand}
        onFocus={(event) => focus.handleFocus(event.target)}
        onBlur={(event) => focus.handleBlur(event.relatedTarget)}
      >
        <div className="grow" />
        <Virtualizer
          ref={list}
          data={rows}
          shift={isPrepend}
          bufferSize={BUFFER}
          {...(focus.keepMounted ? { keepMounted: focus.keepMounted } : {})}
          onScroll={handleScroll}
          onResize={handleResize}
        >
          {(row) => (
            <div key={row.key}>{drawRow(row, { start, renderMessage, tabStopKey: focus.tabStopKey })}</div>
          )}
        </Virtualizer>
      </div>
      <DayPill at={topDay} />
    </div>
  )
}

/** Milliseconds in which the rows around the opening place are measured, before anything is shown. */
const PLACING_MS = 50
/** Milliseconds after which the list has ended a scroll to a row. */
const SETTLE_MS = 300
/** Milliseconds in which a movement of the hand has become a scroll that is known of. */
const HAND_MS = 200

type Drawing = Pick<Props, 'start' | 'renderMessage'> & { tabStopKey: string | null | undefined }

function drawRow(row: Row, { start, renderMessage, tabStopKey }: Drawing): ReactNode {
  if (row.kind === 'start') return start
  if (row.kind === 'day') return <DaySeparator at={row.at} />
  if (row.kind === 'unread') return <UnreadDivider />
  return renderMessage(row, row.key === tabStopKey ? 0 : -1)
}

function placeNow(rows: Row[], list: VirtualizerHandle | null, isFollowing: boolean): OpenAt {
  if (list === null || isFollowing) return { at: 'end' }
  const index = firstVisibleIndex(list)
  const row = rows[index]
  return row === undefined
    ? { at: 'end' }
    : { at: 'row', key: row.key, offset: list.scrollOffset - list.getItemOffset(index) }
}
