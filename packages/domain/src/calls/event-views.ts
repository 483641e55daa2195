import type { Reader } from '@chatterly/db/database'
import type { EventRow } from '@chatterly/db/schema/log'
import type { KeptEventType } from '@chatterly/protocol/realtime/events'
import type { EventView } from '../log/event-view.ts'
import { listCalls } from './queries.ts'
import { viewCalls } from './view.ts'

type CallEventType = Extract<KeptEventType, `call.${string}`>

/** Whatever happened to a call, what is told is the call as it is now: so what comes late rings for nobody. */
export async function viewCallChanged(db: Reader, rows: EventRow[]): Promise<EventView<CallEventType>[]> {
  const rowsOfCalls = await listCalls(db, [...new Set(rows.flatMap((row) => row.data.callId ?? []))])
  const byId = new Map((await viewCalls(db, rowsOfCalls)).map((call) => [call.id, call]))
  return rows.map(({ data: { callId, userId }, seq }) => {
    const call = callId && byId.get(callId)
    if (!call) throw new Error(`Change ${seq} names a call that is not there`)
    return { call, userId: userId ?? null }
  })
}
