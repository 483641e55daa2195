import { defineKeptEvent } from '../realtime/define-event.ts'
import { UserView } from '../users/shapes.ts'
import { MessageView } from './shapes.ts'

export const messageCreated = defineKeptEvent('message.created', { message: MessageView, sender: UserView })

export const messageEdited = defineKeptEvent('message.edited', { message: MessageView })

/** The message is what is left of it; the actor deleted it, who need not have written it. */
export const messageDeleted = defineKeptEvent('message.deleted', { message: MessageView })
