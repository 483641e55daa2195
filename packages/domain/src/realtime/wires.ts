import type { Database } from '@chatterly/db/database'
import type { Bus } from '@chatterly/platform/bus'
import type { Clock } from '@chatterly/platform/clock'
import type { Logger } from '@chatterly/platform/logger'
import { ConversationId, type UserId } from '@chatterly/protocol/ids'
import { PassingEvent } from '@chatterly/protocol/realtime/events'
import { z } from 'zod'
import type { SharedReads } from './shared-reads.ts'

/** What carries changes: the log itself, and the bus that says when to look. */
export type Wires = { db: Database; reads: SharedReads; bus: Bus; clock: Clock; logger: Logger }

export const conversationChannel = (id: ConversationId) => `conversation:${id}`
export const personChannel = (userId: UserId) => `person:${userId}`

/**
 * What is said on a person's channel: a doorbell for a new membership, or a passing event. The hub it comes from has
 * told its own listeners already.
 */
export const PersonMessage = z.union([
  z.object({
    joined: z.object({ conversationId: ConversationId, seq: z.int() }),
    origin: z.string().optional(),
  }),
  z.object({ passing: PassingEvent, origin: z.string().optional() }),
])
export type PersonMessage = z.infer<typeof PersonMessage>
