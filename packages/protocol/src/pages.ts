import { z } from 'zod'

/** Items in one page of any list. */
export const PAGE_LIMIT_MAX = 100
export const PAGE_LIMIT_DEFAULT = 50

export const PageLimit = z.int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT)

/** Opaque: given back as it came to read the next page. */
export const PageCursor = z.string().max(200)

export const Page = z.object({ limit: PageLimit, cursor: PageCursor.optional() })
export type Page = z.infer<typeof Page>

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: PageCursor.nullable() })
