import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Cast, CastConversation } from '../plan.ts'
import type { StandNode } from '../stand/stand.ts'
import { callNode } from './call-node.ts'
import type { Strike } from './fault.ts'

/** Milliseconds in which every call has to be over once nothing is broken any more. */
const OVER_WITHIN_MS = 20_000
const POLL_MS = 200

/** Times by the clock of this machine, in milliseconds. */
export type Outcome = {
  id: string
  state: string
  endedAtMs: number | null
  deadlineMs: number | null
  /** When anybody in it was last heard. */
  heardAtMs: number
  answers: number
  /** Changes that say that it is over. */
  endings: number
  cards: number
}

/** Where a call rings: not in channels. */
export const ringableIn = ({ conversations }: Cast): CastConversation[] =>
  conversations.filter(({ kind }) => kind !== 'channel')

/** The call's id, or nothing where it could not be begun: its node may be gone, or a call there already. */
export async function startCall(
  node: StandNode,
  { conversationId, cookie, key }: { conversationId: string; cookie: string; key: string },
): Promise<string | undefined> {
  const input = { conversationId, media: 'voice', key, device: crypto.randomUUID() }
  const { data } = await callNode(node, { cookie, path: 'calls.start', input })
  return (data as { id?: string } | undefined)?.id
}

/** Waits until all calls there are are over, and says how each went. */
export async function settleCalls(pool: Pool): Promise<Outcome[]> {
  const deadline = Date.now() + OVER_WITHIN_MS
  for (;;) {
    const outcomes = await readOutcomes(pool)
    if (outcomes.every(({ endedAtMs }) => endedAtMs !== null) || Date.now() > deadline) return outcomes
    await sleep(POLL_MS)
  }
}

/** Whatever broke: over, once, with one card. */
export function probeEndings({ probe }: Strike, outcomes: Outcome[]): void {
  probe('Calls were made', outcomes.length > 0, 'there was none')
  for (const { id, state, endedAtMs, endings, cards, answers } of outcomes) {
    probe('No call is left open', endedAtMs !== null, `${id} is ${state}`)
    probe('A call ends once', endings === 1, `${id}, ${state}, has ${endings} ends`)
    probe('A call leaves one card', cards === 1, `${id}, ${state}, has ${cards}`)
    probe('A call of two is answered once', answers <= 1, `${id} was answered ${answers} times`)
  }
}

async function readOutcomes(pool: Pool): Promise<Outcome[]> {
  const { rows } = await pool.query<Outcome>(`
    with told as (
      select data->>'callId' as call_id, type, count(*)::int as count from conversation_events
      where type like 'call.%' group by 1, 2
    )
    select calls.id, state,
      extract(epoch from ended_at)::float8 * 1000 as "endedAtMs",
      extract(epoch from ringing_until)::float8 * 1000 as "deadlineMs",
      (select extract(epoch from max(heard_at))::float8 * 1000 from call_participants where call_id = calls.id) as "heardAtMs",
      coalesce((select sum(count) from told where call_id = calls.id::text and type = 'call.accepted'), 0)::int as answers,
      coalesce((select sum(count) from told where call_id = calls.id::text and (
        type in ('call.ended', 'call.declined') or type = 'call.missed' and state = 'missed')), 0)::int as endings,
      (select count(*) from messages where metadata->'call'->>'callId' = calls.id::text)::int as cards
    from calls`)
  return rows
}
