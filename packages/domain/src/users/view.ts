import type { UserRow } from '@chatterly/db/schema/users'
import type { OwnProfileView, UserView } from '@chatterly/protocol/users/shapes'

export const toUserView = (row: Pick<UserRow, 'id' | 'username' | 'displayName' | 'bio'>): UserView => ({
  id: row.id,
  username: row.username,
  displayName: row.displayName,
  bio: row.bio,
})

export const toOwnProfileView = (row: UserRow): OwnProfileView => ({
  ...toUserView(row),
  email: row.email,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
})
