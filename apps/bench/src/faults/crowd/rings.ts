import { applyToCalls, type Calls } from '@chatterly/protocol/calls/apply'
import { isOver } from '@chatterly/protocol/calls/machine'
import { isRung, shouldRing } from '@chatterly/protocol/calls/ringing'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import type { CallId, UserId } from '@chatterly/protocol/ids'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { HistoryWriter } from '../history/writer.ts'

/**
 * What a device of somebody rings for, folded by the protocol's own functions. It writes down when it begins and when
 * it is told to be silent; that it would be silent by itself at the deadline is no excuse for not telling it.
 */
export class Rings {
  readonly #viewerId: UserId
  readonly #history: Pick<HistoryWriter, 'write'>
  readonly #ringing = new Map<CallId, string>()
  #calls: Calls = {}

  constructor(viewerId: UserId, history: Pick<HistoryWriter, 'write'>) {
    this.#viewerId = viewerId
    this.#history = history
  }

  apply(event: KeptEvent): void {
    if (!('call' in event)) return
    this.#calls = applyToCalls(this.#calls, event)
    const call = this.#calls[event.call.id]
    if (call) this.#look(call)
  }

  /** Another device of theirs has decided. */
  silence(callId: CallId): void {
    if (this.#ringing.delete(callId)) this.#history.write({ kind: 'silent', callId })
  }

  /** A page of ours asks afresh then. */
  forget(conversationId: string): void {
    for (const [callId, where] of this.#ringing) if (where === conversationId) this.silence(callId)
  }

  #look(call: CallView): void {
    const own = call.participants.find(({ user }) => user.id === this.#viewerId)
    if (isOver(call.state) || !isRung(own)) this.silence(call.id)
    else if (!this.#ringing.has(call.id) && shouldRing(call, this.#viewerId, Date.now())) {
      this.#ringing.set(call.id, call.conversationId)
      this.#history.write({ kind: 'rings', callId: call.id })
    }
  }
}
