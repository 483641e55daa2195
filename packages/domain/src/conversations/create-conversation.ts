import type { Transaction } from '@chatterly/db/database'
import { type ConversationRow, conversations, members } from '@chatterly/db/schema/conversations'
import {
  CHANNEL_MEMBERS_MAX,
  type ConversationKind,
  type CreateConversation,
  GROUP_MEMBERS_MAX,
} from '@chatterly/protocol/conversations/shapes'
import { ConversationId, type UserId } from '@chatterly/protocol/ids'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { writeLog } from '../log/change-conversation.ts'
import { findMade, keepKey, retryKeyRace } from '../log/idempotency.ts'
import { accessUsers } from '../users/access.ts'

type Founding = { kind: ConversationKind; name: string | null; topic: string | null; userIds: UserId[] }

/**
 * Makes a conversation with its first members as change number 1. A pair has one direct conversation: whoever asks
 * again, or at the same moment, is given that one.
 *
 * @throws conversation.direct_needs_two, conversation.name_required, conversation.too_large, user.not_found,
 * idempotency.key_reused
 */
export async function createConversation(ctx: Acting, input: CreateConversation): Promise<ConversationId> {
  const founding = toFounding(ctx.actor.userId, input)
  const { kind, name, topic, userIds } = founding
  const request = {
    actorId: ctx.actor.userId,
    key: input.key,
    content: ['create', kind, name, topic, [...userIds].sort()],
  }
  const made = await retryKeyRace(() =>
    ctx.db.transaction(async (tx) => {
      const earlier = await findMade(tx, request)
      if (earlier) return { id: ConversationId.parse(earlier), isNew: false }
      await accessUsers(tx, userIds)
      const created = await insertConversation(tx, ctx.actor.userId, founding)
      const { id } = created ?? (await findDirect(tx, userIds))
      await keepKey(tx, request, id)
      return { id, isNew: created !== undefined }
    }),
  )
  if (made.isNew) ctx.hub.announce(made.id, 0)
  return made.id
}

function toFounding(creatorId: UserId, input: CreateConversation): Founding {
  const userIds = [...new Set([creatorId, ...input.memberIds])]
  const kind = input.kind ?? (userIds.length > 2 ? 'group' : 'direct')
  if (kind === 'direct' && userIds.length !== 2) throw new Refusal('conversation.direct_needs_two')
  if (kind === 'channel' && !input.name) throw new Refusal('conversation.name_required')
  if (userIds.length > membersMax[kind]) throw new Refusal('conversation.too_large')
  const isNamed = kind !== 'direct'
  return { kind, name: (isNamed && input.name) || null, topic: (isNamed && input.topic) || null, userIds }
}

/** Nothing when the pair has its direct conversation already. */
async function insertConversation(
  tx: Transaction,
  creatorId: UserId,
  founding: Founding,
): Promise<ConversationRow | undefined> {
  const { kind, name, topic, userIds } = founding
  const directPair = kind === 'direct' ? pairOf(userIds) : null
  const [conversation] = await tx
    .insert(conversations)
    .values({ kind, name, topic, creatorId, directPair })
    .onConflictDoNothing({ target: conversations.directPair })
    .returning()
  if (!conversation) return undefined
  await writeLog(tx, conversation, async (log) => {
    await tx.insert(members).values(
      userIds.map((userId) => ({
        conversationId: conversation.id,
        userId,
        role: userId === creatorId && kind !== 'direct' ? ('owner' as const) : ('member' as const),
        joinedSeq: log.nextSeq(),
        joinedNumber: 0,
        lastReadNumber: 0,
      })),
    )
    for (const _ of userIds) log.countMembers(1)
    log.record({ type: 'conversation.created', actorId: creatorId })
  })
  return conversation
}

async function findDirect(tx: Transaction, userIds: UserId[]): Promise<ConversationRow> {
  const [existing] = await tx
    .select()
    .from(conversations)
    .where(eq(conversations.directPair, pairOf(userIds)))
  if (!existing) throw new Error('The pair has neither a new nor an old direct conversation')
  return existing
}

const pairOf = (userIds: UserId[]) => [...userIds].sort().join(':')

export const membersMax = {
  direct: 2,
  group: GROUP_MEMBERS_MAX,
  channel: CHANNEL_MEMBERS_MAX,
} satisfies Record<ConversationKind, number>
