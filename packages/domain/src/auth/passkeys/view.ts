import type { PasskeyRow } from '@chatterly/db/schema/passkeys'
import type { PasskeyView } from '@chatterly/protocol/auth/passkeys'

export const toPasskeyView = (row: PasskeyRow): PasskeyView => ({
  id: row.id,
  name: row.name,
  isSynced: row.isSynced,
  createdAt: row.createdAt.toISOString(),
  usedAt: row.usedAt?.toISOString() ?? null,
})
