import { z } from 'zod'
import { UserId } from '../ids.ts'
import { defineKeptEvent } from '../realtime/define-event.ts'
import { ConversationView, MemberView } from './shapes.ts'

/** Always number 1, with those who are there from the start. */
export const conversationCreated = defineKeptEvent('conversation.created', {
  conversation: ConversationView,
  members: z.array(MemberView),
})

export const memberJoined = defineKeptEvent('member.joined', { member: MemberView })

/** The last event its subject receives, whether they left or were removed (then the actor is somebody else). */
export const memberLeft = defineKeptEvent('member.left', { userId: UserId })
