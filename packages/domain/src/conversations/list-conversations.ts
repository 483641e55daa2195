import type { BrowseChannels, ListConversations, ListMembers } from '@chatterly/protocol/conversations/shapes'
import { ConversationId, UserId } from '@chatterly/protocol/ids'
import { z } from 'zod'
import type { Acting } from '../context.ts'
import { decodeCursor, encodeCursor } from '../page-cursor.ts'
import { listChannels, listMembers, listMemberships } from './queries.ts'
import { toConversationView, toMemberView, toMyConversationViews } from './view.ts'

/** PostgreSQL knows no year 0. */
const ActivityTime = z.iso.datetime().refine((at) => !at.startsWith('0000'))
const ActivityPosition = z.object({ at: ActivityTime, id: ConversationId })
const NamePosition = z.object({ name: z.string(), id: ConversationId })
const JoinPosition = z.object({ joinedSeq: z.int(), userId: UserId })

export async function listMyConversations(ctx: Acting, { limit, cursor }: z.infer<typeof ListConversations>) {
  const after = cursor === undefined ? undefined : decodeCursor(ActivityPosition, cursor)
  const found = await listMemberships(ctx.db, ctx.actor.userId, { limit: limit + 1, ...(after && { after }) })
  const { shown, next } = pageOf(found, limit)
  return {
    items: await toMyConversationViews(ctx.db, ctx.actor.userId, shown),
    nextCursor: next && encodeCursor({ at: next.activeAt.toISOString(), id: next.conversation.id }),
  }
}

export async function browseChannels(ctx: Acting, { limit, cursor, query }: z.infer<typeof BrowseChannels>) {
  const after = cursor === undefined ? undefined : decodeCursor(NamePosition, cursor)
  const page = { limit: limit + 1, ...(after && { after }), ...(query && { query }) }
  const { shown, next } = pageOf(await listChannels(ctx.db, ctx.actor.userId, page), limit)
  return {
    items: shown.map(({ conversation, isMember }) => ({ ...toConversationView(conversation), isMember })),
    nextCursor: next && encodeCursor({ name: next.conversation.name, id: next.conversation.id }),
  }
}

export async function listConversationMembers(
  ctx: Acting,
  { conversationId, limit, cursor }: z.infer<typeof ListMembers>,
) {
  const after = cursor === undefined ? undefined : decodeCursor(JoinPosition, cursor)
  const found = await listMembers(ctx.db, conversationId, { limit: limit + 1, ...(after && { after }) })
  const { shown, next } = pageOf(found, limit)
  return {
    items: shown.map(toMemberView),
    nextCursor: next && encodeCursor({ joinedSeq: next.member.joinedSeq, userId: next.member.userId }),
  }
}

/** One more than is shown was asked for: if it came, the next page follows the last that is shown. */
function pageOf<Row>(found: Row[], limit: number): { shown: Row[]; next: Row | null } {
  const shown = found.slice(0, limit)
  return { shown, next: found.length > limit ? (shown.at(-1) ?? null) : null }
}
