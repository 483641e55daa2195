import { z } from 'zod'
import { CallId, ClientKey, ConversationId, DeviceId, UserId } from '../ids.ts'
import { CallMedia, CallResult } from '../messages/call-card.ts'
import { PageCursor, PageLimit, pageOf } from '../pages.ts'
import { UserView } from '../users/shapes.ts'
import { callStates } from './machine.ts'
import { Signal } from './signals.ts'

/** People in one call. Each sends to each, so pictures cost most: beyond this a media server is needed. */
export const CALL_VOICE_MAX = 6
export const CALL_VIDEO_MAX = 4
/** A call rings for the members of a conversation this small; in a larger one it is seen, and rings for nobody. */
export const CALL_RING_MEMBERS_MAX = 32
/** Seconds between two signs of life of a device that is in a call. */
export const CALL_HEARTBEAT_SECONDS = 3
/** Seconds of silence of everybody in a call after which it is over. */
export const CALL_DESERTED_SECONDS = 8
/** Seconds of silence after which somebody has left, while others talk on: longer than a connection is tried again. */
export const CALL_SILENT_SECONDS = 75
/** Seconds a TURN credential is good for; a client asks for another before that. */
export const TURN_CREDENTIAL_SECONDS = 600

/** `rung`: it rings for them until `ringingUntil`. `present`: in the call, on the device named. */
export const callStandings = ['rung', 'present', 'left', 'declined', 'missed'] as const
export const CallStanding = z.enum(callStandings)
export type CallStanding = z.infer<typeof CallStanding>

export const CallParticipantView = z.object({
  user: UserView,
  standing: CallStanding,
  /** They were in another call when this one began: ring once, softly. */
  ringsSoftly: z.boolean(),
  /** The device they are in the call with: signals go to it, and their other devices stay out. */
  device: DeviceId.nullable(),
  joinedAt: z.iso.datetime().nullable(),
  leftAt: z.iso.datetime().nullable(),
})
export type CallParticipantView = z.infer<typeof CallParticipantView>

/** The same for every viewer. Of two views of one call the one with the higher `fence` is the newer. */
export const CallView = z.object({
  id: CallId,
  conversationId: ConversationId,
  media: CallMedia,
  state: z.enum(callStates),
  startedBy: UserId,
  startedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** By the server's clock; null where it never rang. */
  ringingUntil: z.iso.datetime().nullable(),
  /** Counts the changes of this call. */
  fence: z.int(),
  /** Null until it is over. */
  result: CallResult.nullable(),
  /** In the order they were called or came. */
  participants: z.array(CallParticipantView),
})
export type CallView = z.infer<typeof CallView>

export const StartCall = z.object({
  conversationId: ConversationId,
  media: CallMedia,
  device: DeviceId.optional(),
  key: ClientKey,
})
export type StartCall = z.infer<typeof StartCall>

export const OneCall = z.object({ callId: CallId })
export type OneCall = z.infer<typeof OneCall>

/**
 * Without a device the person is in the call and can neither signal nor be signalled to. To leave, it says which
 * device does: one that another has replaced hangs nobody up.
 */
export const EnterCall = OneCall.extend({ device: DeviceId.optional() })
export type EnterCall = z.infer<typeof EnterCall>

export const Heartbeat = OneCall.extend({ device: DeviceId })
export type Heartbeat = z.infer<typeof Heartbeat>
export const HeartbeatAnswer = z.object({ state: z.enum(callStates), fence: z.int(), now: z.iso.datetime() })
export type HeartbeatAnswer = z.infer<typeof HeartbeatAnswer>

export const SendSignal = Heartbeat.extend({ to: UserId, signal: Signal })
export type SendSignal = z.infer<typeof SendSignal>

/** In one conversation, or in all of one's own. */
export const ActiveCalls = z.object({ conversationId: ConversationId.optional() })
export type ActiveCalls = z.infer<typeof ActiveCalls>

/** `now` is the server's time, by which `ringingUntil` is to be read. */
export const ActiveCallsView = z.object({ calls: z.array(CallView), now: z.iso.datetime() })
export type ActiveCallsView = z.infer<typeof ActiveCallsView>

/** Of one conversation, or all that the viewer took part in or was called to. The newest first. */
export const CallHistory = z.object({
  conversationId: ConversationId.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
})
export type CallHistory = z.infer<typeof CallHistory>
export const CallsPage = pageOf(CallView)

/** As `RTCPeerConnection` takes them. */
export const IceServers = z.object({
  iceServers: z.array(
    z.object({
      urls: z.array(z.string()),
      username: z.string().optional(),
      credential: z.string().optional(),
    }),
  ),
  /** Null where there is nothing that expires. */
  expiresAt: z.iso.datetime().nullable(),
})
export type IceServers = z.infer<typeof IceServers>
