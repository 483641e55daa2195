import { isHistoryOpen, visibleFrom } from '@chatterly/protocol/conversations/policy'
import type { ConversationId } from '@chatterly/protocol/ids'
import {
  type Changes,
  PULL_EVENTS_MAX,
  type PullChanges,
  type PulledChanges,
  type Reset,
} from '@chatterly/protocol/realtime/shapes'
import type { Acting } from '../context.ts'
import type { Membership } from '../conversations/access.ts'
import { hideEarlier } from './hide-earlier.ts'
import { takeFreshSnapshot } from './snapshot.ts'

type Answer = Changes | { reset: Reset }
const GONE = { reset: { reason: 'gone', snapshot: null } } satisfies Answer

/** What one person missed: changes where they can be continued, snapshots where not, for every conversation they are in. */
export async function pullChanges(ctx: Acting, input: PullChanges): Promise<PulledChanges> {
  const [epoch, all] = await Promise.all([ctx.reads.epoch(), ctx.reads.membershipsOf(ctx.actor.userId)])
  const isSameEpoch = input.epoch === undefined || input.epoch === epoch
  const memberships = new Map(all.map((membership) => [membership.conversation.id, membership]))
  const wanted = all.filter(({ conversation }) => !input.onlyNamed || conversation.id in input.cursors)
  const answers = new Map<ConversationId, Answer>()
  const needReset: { membership: Membership; reason: Reset['reason'] }[] = []

  const continueFrom = async (membership: Membership, cursor: number) => {
    const { id } = membership.conversation
    const reason = whyReset(membership, isSameEpoch ? cursor : undefined)
    const changes = reason ? undefined : await changesSince(ctx, membership, cursor)
    if (changes) answers.set(id, changes)
    else needReset.push({ membership, reason: reason ?? 'expired' })
  }
  await Promise.all(
    wanted.map(async (membership) => {
      const cursor = input.cursors[membership.conversation.id]
      if (cursor === undefined) needReset.push({ membership, reason: 'new' })
      else await continueFrom(membership, cursor)
    }),
  )
  // One after the other: each takes a connection for itself.
  for (const { membership, reason } of needReset) {
    const snapshot = await takeFreshSnapshot(ctx.db, membership)
    answers.set(membership.conversation.id, snapshot ? { reset: { reason, snapshot } } : GONE)
  }
  for (const id of Object.keys(input.cursors) as ConversationId[]) {
    if (!memberships.has(id)) answers.set(id, GONE)
  }
  return { epoch, conversations: Object.fromEntries(answers) }
}

/** Why the changes after a cursor cannot be given without a hole, if they cannot. No cursor: it is of another epoch. */
export function whyReset(
  { conversation, member }: Membership,
  cursor: number | undefined,
): Reset['reason'] | undefined {
  const head = conversation.lastSeq
  if (cursor === undefined || cursor > head) return 'epoch'
  if (cursor < member.joinedSeq - 1 && !isHistoryOpen(conversation)) return 'membership'
  if (head - cursor > PULL_EVENTS_MAX) return 'too_far'
  return undefined
}

/**
 * Nothing when the log no longer holds the first of them. They end where the asker was seen to be a member: whoever
 * was removed since is given nothing of what came after.
 */
async function changesSince(
  { reads }: Acting,
  { conversation, member }: Membership,
  cursor: number,
): Promise<Changes | undefined> {
  const { id, lastSeq } = conversation
  if (lastSeq === cursor) return { prev: cursor, events: [], head: lastSeq }
  const events = await reads.changesIn({ conversationId: id, after: cursor, upTo: lastSeq })
  if (events[0]?.seq !== cursor + 1) return undefined
  return {
    prev: cursor,
    events: hideEarlier(events, visibleFrom(conversation, member)),
    head: lastSeq,
  }
}
