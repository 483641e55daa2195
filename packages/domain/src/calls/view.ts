import type { Reader } from '@chatterly/db/database'
import type { CallRow } from '@chatterly/db/schema/calls'
import { resultOf } from '@chatterly/protocol/calls/machine'
import type { CallParticipantView, CallView } from '@chatterly/protocol/calls/shapes'
import type { CallId } from '@chatterly/protocol/ids'
import { toUserView } from '../users/view.ts'
import { listParticipantsOfMany, type ParticipantWithUser } from './queries.ts'

/** Calls as everybody sees them: one more read, however many. */
export async function viewCalls(db: Reader, rows: readonly CallRow[]): Promise<CallView[]> {
  if (rows.length === 0) return []
  const found = await listParticipantsOfMany(
    db,
    rows.map((row) => row.id),
  )
  const byCall = new Map<CallId, ParticipantWithUser[]>(rows.map((row) => [row.id, []]))
  for (const each of found) byCall.get(each.participant.callId)?.push(each)
  return rows.map((row) => toCallView(row, byCall.get(row.id) ?? []))
}

export async function viewCall(db: Reader, row: CallRow): Promise<CallView> {
  const [view] = await viewCalls(db, [row])
  if (!view) throw new Error('A call has one view')
  return view
}

const toCallView = (row: CallRow, participants: ParticipantWithUser[]): CallView => ({
  id: row.id,
  conversationId: row.conversationId,
  media: row.media,
  state: row.state,
  startedBy: row.startedBy,
  startedAt: row.startedAt.toISOString(),
  answeredAt: row.answeredAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  ringingUntil: row.ringingUntil?.toISOString() ?? null,
  fence: row.fence,
  result: resultOf(row),
  participants: participants.map(toParticipantView),
})

const toParticipantView = ({ participant, user }: ParticipantWithUser): CallParticipantView => ({
  user: toUserView(user),
  standing: participant.standing,
  ringsSoftly: participant.ringsSoftly,
  device: participant.device,
  joinedAt: participant.joinedAt?.toISOString() ?? null,
  leftAt: participant.leftAt?.toISOString() ?? null,
})
