import type { SearchUsers } from '@chatterly/protocol/users/shapes'
import type { Acting } from '../context.ts'
import { decodeCursor, encodeCursor } from '../page-cursor.ts'
import { z } from 'zod'
import { foldText } from './fold-text.ts'
import { searchPositionOf, searchUsers } from './queries.ts'
import { toUserView } from './view.ts'

const Position = z.object({ rank: z.union([z.literal(0), z.literal(1)]), username: z.string() })

/** Accent- and case-insensitive, anywhere in the name or username. */
export async function searchPeople(ctx: Acting, input: SearchUsers) {
  const text = foldText(input.query)
  const after = input.cursor === undefined ? undefined : decodeCursor(Position, input.cursor)
  const found = await searchUsers(ctx.db, { text, limit: input.limit + 1, ...(after && { after }) })
  const items = found.slice(0, input.limit)
  const last = items.at(-1)
  const hasMore = found.length > items.length && last !== undefined
  return {
    items: items.map(toUserView),
    nextCursor: hasMore ? encodeCursor(searchPositionOf(last, text)) : null,
  }
}
