import { isModerator } from '../conversations/policy.ts'
import type { MemberRole } from '../conversations/shapes.ts'
import type { UserId } from '../ids.ts'

type Person = { userId: UserId }
type Message = { senderId: UserId; deletedAt: Date | string | null }

export const isAuthor = (person: Person, message: Message) => message.senderId === person.userId

export const isDeleted = (message: Message) => message.deletedAt !== null

/** Nobody puts words into another's mouth, whatever their role. */
export const canEdit = (person: Person, message: Message) => !isDeleted(message) && isAuthor(person, message)

export const canDelete = (member: Person & { role: MemberRole }, message: Message) =>
  !isDeleted(message) && (isAuthor(member, message) || isModerator(member))
