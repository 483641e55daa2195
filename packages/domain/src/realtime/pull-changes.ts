import type { Database } from '@chatterly/db/database'
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
import { listMyMemberships, type Membership } from '../conversations/access.ts'
import { readEpoch } from '../log/epoch.ts'
import { hideEarlier } from './hide-earlier.ts'
import { isKept, readEvents } from './read-events.ts'
import { takeFreshSnapshot } from './snapshot.ts'

type Answer = Changes | { reset: Reset }
const GONE = { reset: { reason: 'gone', snapshot: null } } satisfies Answer

/** What one person missed: changes where they can be continued, snapshots where not, for every conversation they are in. */
export async function pullChanges(ctx: Acting, input: PullChanges): Promise<PulledChanges> {
  const epoch = await readEpoch(ctx.db)
  const isSameEpoch = input.epoch === undefined || input.epoch === epoch
  const memberships = new Map(
    (await listMyMemberships(ctx)).map((membership) => [membership.conversation.id, membership]),
  )
  const answers: [ConversationId, Answer][] = []
  for (const [id, membership] of memberships) {
    const cursor = input.cursors[id]
    if (cursor === undefined && input.onlyNamed) continue
    const answer =
      cursor === undefined
        ? await reset(ctx.db, membership, 'new')
        : await changesSince(ctx.db, membership, isSameEpoch ? cursor : undefined)
    answers.push([id, answer])
  }
  for (const id of Object.keys(input.cursors) as ConversationId[]) {
    if (!memberships.has(id)) answers.push([id, GONE])
  }
  return { epoch, conversations: Object.fromEntries(answers) }
}

/** Why the changes after a cursor cannot be given without a hole, if they cannot. No cursor: it is of another epoch. */
export async function whyReset(
  db: Database,
  { conversation, member }: Membership,
  cursor: number | undefined,
): Promise<Reset['reason'] | undefined> {
  const head = conversation.lastSeq
  if (cursor === undefined || cursor > head) return 'epoch'
  if (cursor < member.joinedSeq - 1 && !isHistoryOpen(conversation)) return 'membership'
  if (head - cursor > PULL_EVENTS_MAX) return 'too_far'
  if (head > cursor && !(await isKept(db, conversation.id, cursor + 1))) return 'expired'
  return undefined
}

async function changesSince(
  db: Database,
  membership: Membership,
  cursor: number | undefined,
): Promise<Answer> {
  const reason = await whyReset(db, membership, cursor)
  if (reason || cursor === undefined) return reset(db, membership, reason ?? 'epoch')
  const { conversation, member } = membership
  const { id, lastSeq } = conversation
  const events = lastSeq > cursor ? await readEvents(db, id, { after: cursor, limit: PULL_EVENTS_MAX }) : []
  const head = events.at(-1)?.seq ?? lastSeq
  return { prev: cursor, events: hideEarlier(events, visibleFrom(conversation, member)), head }
}

async function reset(db: Database, membership: Membership, reason: Reset['reason']): Promise<Answer> {
  const snapshot = await takeFreshSnapshot(db, membership)
  return snapshot ? { reset: { reason, snapshot } } : GONE
}
