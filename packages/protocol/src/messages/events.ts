import { defineKeptEvent } from '../realtime/define-event.ts'
import { UserView } from '../users/shapes.ts'
import { MessageView } from './shapes.ts'

export const messageCreated = defineKeptEvent('message.created', { message: MessageView, sender: UserView })
