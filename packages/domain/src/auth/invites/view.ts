import type { ProofRow } from '@chatterly/db/schema/mails'
import type { InviteView } from '@chatterly/protocol/auth/invites'

export const toInviteView = (row: ProofRow): InviteView => ({
  id: row.id,
  email: row.email,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  usedAt: row.usedAt?.toISOString() ?? null,
})
