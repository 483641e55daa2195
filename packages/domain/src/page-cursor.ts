import { Refusal } from '@chatterly/protocol/refusals'
import type { z } from 'zod'
import { canKeep } from './kept-text.ts'

/** Opaque to the caller, readable to us; it holds only a position in an order, never a right to see anything. */
export const encodeCursor = (position: object) => Buffer.from(JSON.stringify(position)).toString('base64url')

/** @throws page.unknown_cursor */
export function decodeCursor<Position>(shape: z.ZodType<Position>, cursor: string): Position {
  const position = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (!position.success || !canKeep(position.data)) throw new Refusal('page.unknown_cursor')
  return position.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
