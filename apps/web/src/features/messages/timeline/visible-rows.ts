import type { Row } from './rows.ts'

/** The part of the virtual list's handle that is asked where things are. */
export type Measures = {
  readonly scrollOffset: number
  readonly viewportSize: number
  findItemIndex(offset: number): number
  getItemOffset(index: number): number
  getItemSize(index: number): number
}

/** Pixels from the end within which new output is followed. */
export const FOLLOW_WITHIN = 80

/** Asked of the element: when the view itself changes its size, the list learns of that a moment after it scrolled. */
export const pixelsBelow = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight

export const firstVisibleIndex = (measures: Measures) => measures.findItemIndex(measures.scrollOffset + 1)

/** The numbers of the first and last message that can be read: the last one to its end, unless it fills the view. */
export function numbersInView(rows: Row[], measures: Measures): { first: number; last: number } | null {
  const end = measures.scrollOffset + measures.viewportSize
  const from = firstVisibleIndex(measures)
  const to = Math.min(measures.findItemIndex(end - 1), rows.length - 1)
  const numbers: number[] = []
  for (let index = from; index <= to; index += 1) {
    const row = rows[index]
    if (row?.kind !== 'message' || row.message === null) continue
    const bottom = measures.getItemOffset(index) + measures.getItemSize(index)
    const fits = bottom <= end + 1 || measures.getItemSize(index) > measures.viewportSize
    if (fits) numbers.push(row.message.number)
  }
  const [first] = numbers
  const last = numbers.at(-1)
  return first === undefined || last === undefined ? null : { first, last }
}

/** How far down a separator its words begin: once that much is hidden, they are about to be cut. */
const LABEL_STARTS = 0.3

/** The day at the top of the view; null where its own separator can be seen there. */
export function dayAtTop(rows: Row[], measures: Measures): number | null {
  const index = firstVisibleIndex(measures)
  const row = rows[index]
  if (row === undefined || row.kind === 'start') return null
  if (row.kind === 'day') {
    const hidden = measures.scrollOffset - measures.getItemOffset(index)
    return hidden > measures.getItemSize(index) * LABEL_STARTS ? row.at : null
  }
  if (row.kind === 'message') return row.at
  const next = rows.find((other, at) => at > index && other.kind === 'message')
  return next?.kind === 'message' ? next.at : null
}
