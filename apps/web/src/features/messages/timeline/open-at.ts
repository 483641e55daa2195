import type { Row } from './rows.ts'

/** Where a timeline opens. `offset`: pixels of the row that are above the view. */
export type OpenAt =
  | { at: 'end' }
  | { at: 'unread' }
  | { at: 'message'; number: number }
  | { at: 'row'; key: string; offset: number }

export type Place = { index: number; align: 'start' | 'center'; offset?: number }

/** The row to bring into view, and how. A message that is not there is replaced by the one that follows its place. */
export function placeOf(openAt: OpenAt, rows: Row[], viewportPixels: number): Place | 'end' {
  if (openAt.at === 'end') return 'end'
  if (openAt.at === 'unread') {
    const index = rows.findIndex((row) => row.kind === 'unread')
    return index < 0 ? 'end' : { index, align: 'start', offset: -Math.round(viewportPixels / 3) }
  }
  if (openAt.at === 'row') {
    const index = rows.findIndex((row) => row.key === openAt.key)
    return index < 0 ? 'end' : { index, align: 'start', offset: openAt.offset }
  }
  const index = rows.findIndex((row) => row.kind === 'message' && (row.message?.number ?? 0) >= openAt.number)
  return index < 0 ? 'end' : { index, align: 'center' }
}
