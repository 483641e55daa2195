import type { UserId } from '../ids.ts'
import { type CallState, isOver } from './machine.ts'
import type { CallStanding } from './shapes.ts'

/** Whoever is called may answer or decline, until it rings no more. */
export const isRung = (participant: { standing: CallStanding } | undefined) =>
  participant?.standing === 'rung'

type Ringing = {
  state: CallState
  ringingUntil: string | null
  participants: readonly { user: { id: UserId }; standing: CallStanding }[]
}

/**
 * Whether a device of the viewer rings now. An event that is replayed or comes late carries the call as it is, so it
 * never rings for a call that is answered, declined or over; and never past the deadline.
 *
 * @param nowMs the server's time, as the client knows it
 */
export function shouldRing(call: Ringing, viewerId: UserId, nowMs: number): boolean {
  if (isOver(call.state) || call.ringingUntil === null) return false
  const own = call.participants.find(({ user }) => user.id === viewerId)
  return isRung(own) && Date.parse(call.ringingUntil) > nowMs
}
