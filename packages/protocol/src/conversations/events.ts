import { z } from 'zod'
import { UserId } from '../ids.ts'
import { defineKeptEvent } from '../realtime/define-event.ts'
import { ConversationView, MemberRole, MemberView } from './shapes.ts'

/** Always number 1, with those who are there from the start. */
export const conversationCreated = defineKeptEvent('conversation.created', {
  conversation: ConversationView,
  members: z.array(MemberView),
})

/** Its name and its topic as they are now. */
export const conversationUpdated = defineKeptEvent('conversation.updated', {
  name: z.string().nullable(),
  topic: z.string().nullable(),
})

/** The last event of a conversation, and with it everybody's membership ends. */
export const conversationDeleted = defineKeptEvent('conversation.deleted', {})

export const memberJoined = defineKeptEvent('member.joined', { member: MemberView })

/** The last event its subject receives, whether they left or were removed (then the actor is somebody else). */
export const memberLeft = defineKeptEvent('member.left', { userId: UserId })

/** What somebody is in the conversation now. */
export const memberChanged = defineKeptEvent('member.changed', { userId: UserId, role: MemberRole })

/**
 * Stands where a change concerns a message from before the reader came to a group: its number, and nothing of it.
 * It is not in the log; each reader is given it in place of what is.
 */
export const changeHidden = defineKeptEvent('change.hidden', {})
