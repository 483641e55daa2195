import { z } from 'zod'
import { MessageId } from '../ids.ts'
import { ReactionView } from '../messages/shapes.ts'
import { defineKeptEvent } from '../realtime/define-event.ts'

/** The message, by what never changes of it: its id, its number, and the number of the change that created it. */
const MessageReference = z.object({ id: MessageId, number: z.int(), seq: z.int() })

const data = { message: MessageReference, reaction: ReactionView }

export const reactionAdded = defineKeptEvent('reaction.added', data)
export const reactionRemoved = defineKeptEvent('reaction.removed', data)
