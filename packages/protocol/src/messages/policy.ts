import { isModerator } from '../conversations/policy.ts'
import type { MemberRole } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'
import type { MessageKind } from './shapes.ts'

type Person = { userId: UserId }
type Message = { senderId: UserId; deletedAt: Date | string | null }

export const isAuthor = (person: Person, message: Message) => message.senderId === person.userId

export const isDeleted = (message: Message) => message.deletedAt !== null

/** Nobody puts words into another's mouth, whatever their role; and how a call went is nobody's to rewrite. */
export const canEdit = (person: Person, message: Message & { kind: MessageKind }) =>
  message.kind === 'text' && !isDeleted(message) && isAuthor(person, message)

export const canDelete = (member: Person & { role: MemberRole }, message: Message) =>
  !isDeleted(message) && (isAuthor(member, message) || isModerator(member))

/** Whether it waits to be read by those who did not send it: a call that was answered, or declined, tells nothing new. */
export const countsAsUnread = (message: { kind: MessageKind }) => message.kind !== 'call'
