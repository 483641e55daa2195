import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { LRUCache } from 'lru-cache'
import type { Membership } from '../conversations/access.ts'
import type { ProfileChanges } from '../users/profile-changes.ts'
import { type HeldPage, holdPage } from './held-page.ts'
import type { Bounds, Page } from './list-messages.ts'

/** Characters held by all pages together, roughly bytes. */
const HELD_MAX = 32_000_000
/** Characters of a message beside its words: an object, its JSON, and the answer made of that. */
const MESSAGE_OVERHEAD = 2_000
/** Milliseconds. Numbers count on where they were after a restore, so nothing may outlive one for long. */
const TTL_MS = 10_000

export type PageCache = ReturnType<typeof createPageCache>

/**
 * Pages of messages as they were at a change. Everything that happens in a conversation takes a number, so a page is
 * right until the conversation's newest number moves, and is then asked for by another name.
 */
export function createPageCache({ profiles }: { profiles: ProfileChanges }) {
  const pages = new LRUCache<string, HeldPage, () => Promise<Page>>({
    maxSize: HELD_MAX,
    ttl: TTL_MS,
    sizeCalculation: (page) => 1 + page.items.reduce((sum, item) => sum + sizeOf(item), 0),
    fetchMethod: async (_name, _stale, { context: read }) => holdPage(await read(), profiles),
  })

  return {
    /** The page, read if nobody asked for it since the conversation's last change. */
    async find(membership: Membership, bounds: Bounds, read: () => Promise<Page>): Promise<HeldPage> {
      const page = await pages.fetch(nameOf(membership, bounds), { context: read })
      if (!page) throw new Error('A page was read and is not there')
      return page
    },
  }
}

function nameOf({ conversation, member }: Membership, { before, after, around, limit }: Bounds): string {
  return [conversation.id, conversation.lastSeq, member.joinedNumber, before, after, around, limit].join(' ')
}

/** The words are there as a body and as content, each three times. */
const sizeOf = ({ body, reactions }: MessageView) =>
  MESSAGE_OVERHEAD + 7 * (body?.length ?? 0) + 300 * reactions.length
