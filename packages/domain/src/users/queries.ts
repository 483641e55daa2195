import type { Reader } from '@chatterly/db/database'
import { type UserRow, users } from '@chatterly/db/schema/users'
import { and, asc, gt, like, sql } from 'drizzle-orm'

/** People whose name or username contains the folded text, those that begin with it first, then by username. */
export function searchUsers(
  db: Reader,
  search: { text: string; limit: number; after?: SearchPosition },
): Promise<UserRow[]> {
  const pattern = search.text.replace(/[\\%_]/g, '\\$&')
  const rank = sql<number>`case when ${users.searchText} like ${`${pattern}%`} or ${users.username} like ${`${pattern}%`} then 0 else 1 end`
  return db
    .select()
    .from(users)
    .where(
      and(
        like(users.searchText, `%${pattern}%`),
        search.after &&
          gt(
            sql`(${rank}, ${users.username})`,
            sql`(${search.after.rank}::int, ${search.after.username}::text)`,
          ),
      ),
    )
    .orderBy(asc(rank), asc(users.username))
    .limit(search.limit)
}

export type SearchPosition = { rank: 0 | 1; username: string }

/** Where a found person stands in the order of `searchUsers`. */
export const searchPositionOf = (user: UserRow, text: string): SearchPosition => ({
  rank: user.searchText.startsWith(text) || user.username.startsWith(text) ? 0 : 1,
  username: user.username,
})
