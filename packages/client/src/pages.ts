import type { MessageView } from '@chatterly/protocol/messages/shapes'
import type { Procedures } from './procedures.ts'

type Page<Item> = { items: Item[]; nextCursor: string | null }

/** Messages in one page: as many as the server gives. */
const PAGE_LIMIT = 100

/**
 * Every item of a list that comes in pages, asked for as they are needed:
 * `for await (const member of everyItem(client.procedures.conversations.members.query, { conversationId }))`
 */
export async function* everyItem<Input extends { cursor?: string | undefined }, Item>(
  list: (input: Input) => Promise<Page<Item>>,
  input: NoInfer<Input>,
): AsyncGenerator<Item, undefined> {
  for (let cursor: string | null | undefined = input.cursor; cursor !== null; ) {
    const page: Page<Item> = await list({ ...input, ...(cursor !== undefined && { cursor }) })
    yield* page.items
    cursor = page.nextCursor
  }
}

/** Every message of a conversation after the given number, oldest first; deleted ones come without a body. */
export async function* everyMessage(
  { messages }: Pick<Procedures, 'messages'>,
  { conversationId, after = 0 }: { conversationId: string; after?: number },
): AsyncGenerator<MessageView, undefined> {
  for (let known = after, hasMore = true; hasMore; ) {
    const page = await messages.list.query({ conversationId, after: known, limit: PAGE_LIMIT })
    yield* page.items
    known = page.items.at(-1)?.number ?? known
    hasMore = page.hasAfter && page.items.length > 0
  }
}
