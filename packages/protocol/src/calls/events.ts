import { z } from 'zod'
import { CallId, DeviceId, UserId } from '../ids.ts'
import { defineKeptEvent, definePassingEvent } from '../realtime/define-event.ts'
import { CallView } from './shapes.ts'
import { Signal } from './signals.ts'

/** The call as it is now, and whom the change is about; null where it is about nobody in particular. */
const data = { call: CallView, userId: UserId.nullable() }

export const callStarted = defineKeptEvent('call.started', data)
/** A device of somebody called has said that it rings: the first to do so. */
export const callRinging = defineKeptEvent('call.ringing', data)
/** Somebody it rang for has answered. */
export const callAccepted = defineKeptEvent('call.accepted', data)
/** Somebody came in late, or went on with another device. */
export const callJoined = defineKeptEvent('call.joined', data)
export const callLeft = defineKeptEvent('call.left', data)
/** With the last who declines while nobody has answered, the call is over. */
export const callDeclined = defineKeptEvent('call.declined', data)
/** The deadline has passed. Where somebody had answered, the call goes on and only stops ringing. */
export const callMissed = defineKeptEvent('call.missed', data)
export const callEnded = defineKeptEvent('call.ended', data)

const Seat = z.object({ userId: UserId, device: DeviceId })

/** From one device in a call to another; devices it does not name leave it alone. */
export const callSignalled = definePassingEvent('call.signal', {
  callId: CallId,
  from: Seat,
  to: Seat,
  signal: Signal,
})

/**
 * To all devices of a person: this call rings there no more. The numbered event says the same to everybody; this one
 * is quicker, and heals nothing if it is lost.
 */
export const ringSilenced = definePassingEvent('ring.silenced', { callId: CallId, fence: z.int() })
