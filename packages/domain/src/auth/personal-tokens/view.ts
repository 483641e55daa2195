import type { SessionRow } from '@chatterly/db/schema/auth'
import type { TokenView } from '@chatterly/protocol/auth/personal-tokens'
import { SessionId } from '@chatterly/protocol/ids'

export const toTokenView = (row: SessionRow): TokenView => ({
  id: SessionId.parse(row.idHash),
  name: row.label,
  scopes: row.scopes ?? [],
  createdAt: row.createdAt.toISOString(),
  usedAt: row.seenAt?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
})
