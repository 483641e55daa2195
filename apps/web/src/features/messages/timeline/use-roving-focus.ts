import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useCommand } from '../../../lib/keymap.ts'
import type { Row } from './rows.ts'

type Options = {
  rows: Row[]
  /** Where Tab enters while no row has been chosen. */
  entryKey: string | undefined
  scroller: RefObject<HTMLElement | null>
  bringIntoView: (index: number) => void
}

/** Frames to wait for a row far away to be drawn. */
const FRAMES = 20

/** One tab stop for the whole list: arrows, J and K move it from message to message. */
export function useRovingFocus({ rows, entryKey, scroller, bringIntoView }: Options) {
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const chosenIndex = chosenKey === null ? -1 : rows.findIndex((row) => row.key === chosenKey)
  const tabStopKey = chosenIndex < 0 ? entryKey : chosenKey

  useLayoutEffect(() => {
    const key = wanted.current
    if (key === null) return
    wanted.current = null
    focusWhenDrawn(scroller, key, FRAMES)
  })

  const focusRow = (index: number) => {
    const row = rows[index]
    if (row === undefined) return
    wanted.current = row.key
    setChosenKey(row.key)
    bringIntoView(index)
  }

  /** One message up or down from the one that has the focus; false where that is not a message. */
  const move = (event: KeyboardEvent, step: 1 | -1): boolean => {
    const key = rowKeyOf(event.target)
    const from = key === undefined ? -1 : rows.findIndex((row) => row.key === key)
    if (from < 0) return false
    for (let index = from + step; index >= 0 && index < rows.length; index += step) {
      if (rows[index]?.kind !== 'message') continue
      focusRow(index)
      return true
    }
    return true
  }

  useCommand('message.previous', (event) => move(event, -1))
  useCommand('message.next', (event) => move(event, 1))

  return {
    tabStopKey,
    /** Kept drawn wherever the view is, so that focus is never lost by scrolling. */
    keepMounted: chosenIndex < 0 ? undefined : [chosenIndex],
    /** Also by what is inside of a row: whoever writes there must not lose the field by scrolling. */
    handleFocus: (target: EventTarget) => setChosenKey(rowKeyOf(rowAround(target)) ?? null),
    handleBlur: (next: EventTarget | null) => {
      if (!(next instanceof Node && scroller.current?.contains(next))) setChosenKey(null)
    },
  }
}

/** Set on the message itself, so keys pressed on a button inside of it are not the message's. */
const rowKeyOf = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.dataset.rowKey !== undefined ? target.dataset.rowKey : undefined

const rowAround = (target: EventTarget) =>
  target instanceof Element ? target.closest('[data-row-key]') : null

function focusWhenDrawn(scroller: RefObject<HTMLElement | null>, key: string, frames: number) {
  const row = scroller.current?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`)
  row?.focus({ preventScroll: true })
  if (frames > 0 && (row === null || row === undefined || document.activeElement !== row)) {
    requestAnimationFrame(() => focusWhenDrawn(scroller, key, frames - 1))
  }
}
