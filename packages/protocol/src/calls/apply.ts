import type { CallId, ConversationId } from '../ids.ts'
import type { KeptEvent } from '../realtime/events.ts'
import { isOver } from './machine.ts'
import type { CallView } from './shapes.ts'

/**
 * The calls a client knows of. Those that are over stay: an older view that comes late must not bring them back.
 */
export type Calls = Record<CallId, CallView>

/** The calls after the event. One that is known already changes nothing, whatever way it came. */
export const applyToCalls = (calls: Calls, event: KeptEvent): Calls =>
  'call' in event ? withCall(calls, event.call) : calls

/** From an answer too: the newest view of each call stands. */
export function withCall(calls: Calls, call: CallView): Calls {
  const known = calls[call.id]
  return known !== undefined && known.fence >= call.fence ? calls : { ...calls, [call.id]: call }
}

export const openCalls = (calls: Calls): CallView[] =>
  Object.values(calls).filter((call) => !isOver(call.state))

/** There is at most one. */
export const openCallIn = (calls: Calls, conversationId: ConversationId): CallView | undefined =>
  openCalls(calls).find((call) => call.conversationId === conversationId)
