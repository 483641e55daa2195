import { applyToCalls, type Calls, openCallIn, openCalls, withCall } from '@chatterly/protocol/calls/apply'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import type { CallId, ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import { isDefinite } from '@chatterly/client/errors'
import { create } from 'zustand'
import type { TrpcClient } from '../../../lib/trpc.ts'

type KnownCalls = {
  calls: Calls
  /** Milliseconds by which the server's clock is ahead of this one. */
  aheadMs: number
  /** Calls of which another device of the viewer's has said that they ring no more. */
  silenced: ReadonlySet<CallId>
}

const nothing = (): KnownCalls => ({ calls: {}, aheadMs: 0, silenced: new Set() })

/** Every call this tab has heard of. Outside React: the seat and the ring read it too. */
export const useKnownCalls = create<KnownCalls>(nothing)

export const useOpenCallIn = (conversationId: ConversationId): CallView | undefined =>
  useKnownCalls(({ calls }) => openCallIn(calls, conversationId))

export const forgetCalls = () => useKnownCalls.setState(nothing())

/** The time by which deadlines of calls are to be read. */
export const serverNowMs = () => Date.now() + useKnownCalls.getState().aheadMs

export const noteCall = (call: CallView) =>
  useKnownCalls.setState(({ calls }) => ({ calls: withCall(calls, call) }))

export function noteCallEvents(events: KeptEvent[]) {
  const { calls } = useKnownCalls.getState()
  const after = events.reduce(applyToCalls, calls)
  if (after !== calls) useKnownCalls.setState({ calls: after })
}

export const noteSilenced = (callId: CallId) =>
  useKnownCalls.setState(({ silenced }) => ({ silenced: new Set([...silenced, callId]) }))

/** Asks for what is going on: after every reconnect, because a reset leaves events out. */
export async function refreshCalls(client: TrpcClient): Promise<void> {
  const askedAt = Date.now()
  const { calls, now } = await client.calls.active.query({})
  useKnownCalls.setState({ aheadMs: Date.parse(now) - (askedAt + Date.now()) / 2 })
  for (const call of calls) noteCall(call)
  const open = new Set(calls.map(({ id }) => id))
  const gone = openCalls(useKnownCalls.getState().calls).filter(({ id }) => !open.has(id))
  await Promise.all(gone.map(({ id }) => refreshCall(client, id)))
}

/** One that is not the viewer's to see any more is forgotten. */
export async function refreshCall(client: TrpcClient, callId: CallId): Promise<void> {
  try {
    noteCall(await client.calls.get.query({ callId }))
  } catch (error) {
    if (!isDefinite(error)) throw error
    useKnownCalls.setState(({ calls: { [callId]: _gone, ...calls } }) => ({ calls }))
  }
}
