import type { SessionRow } from '@chatterly/db/schema/auth'
import { SessionView } from '@chatterly/protocol/auth/sessions'
import { SessionId } from '@chatterly/protocol/ids'

export const toSessionView = (row: SessionRow): SessionView => ({
  id: SessionId.parse(row.idHash),
  kind: SessionView.shape.kind.parse(row.kind),
  label: row.label,
  createdAt: row.createdAt.toISOString(),
  seenAt: (row.seenAt ?? row.createdAt).toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})
