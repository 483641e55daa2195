import type { InviteView } from '@chatterly/protocol/auth/invites'
import { formatDay } from '../../../lib/format.ts'
import { whenWords } from '../when-words.ts'

type Known = Pick<InviteView, 'createdAt' | 'expiresAt' | 'usedAt'>

export const isOpen = ({ usedAt, expiresAt }: Known, now = new Date()) =>
  usedAt === null && new Date(expiresAt) > now

/** What became of it, in a list. */
export function inviteLine(invite: Known, now = new Date()): string {
  if (invite.usedAt !== null) return `Used ${whenWords(invite.usedAt, now)}`
  if (!isOpen(invite, now)) return `Ended ${whenWords(invite.expiresAt, now)}`
  return `Made ${whenWords(invite.createdAt, now)} · ends ${formatDay(invite.expiresAt)}`
}
