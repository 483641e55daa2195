import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { Refusal } from '@chatterly/protocol/refusals'

type Place = { before: number } | { after: number }

/** Opaque to whoever gives it back, as every other cursor is. */
const writePlace = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws page.unknown_cursor */
export function readPlace(cursor: unknown): Place | undefined {
  if (cursor === undefined) return undefined
  const [, side, number] = /^\{"(before|after)":(\d{1,15})\}$/.exec(decode(cursor)) ?? []
  if (side === 'before') return { before: Number(number) }
  if (side === 'after') return { after: Number(number) }
  throw new Refusal('page.unknown_cursor')
}

const decode = (cursor: unknown) =>
  typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString() : ''

/** The cursors of the pages on both sides. A window with nothing in it says nothing of where it is. */
export function placesBeside({ items, hasBefore, hasAfter }: MessageWindow): {
  prev?: string
  next?: string
} {
  const [first, last] = [items[0], items.at(-1)]
  return {
    ...(hasBefore && first && { prev: writePlace({ before: first.number }) }),
    ...(hasAfter && last && { next: writePlace({ after: last.number }) }),
  }
}
