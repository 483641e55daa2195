import { type UserRow, users } from '@chatterly/db/schema/users'
import type { Register } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import type { World } from '../context.ts'
import { searchTextOf } from '../users/fold-text.ts'
import { violatedConstraint } from '../violated-constraint.ts'
import { hashPassword } from './passwords.ts'

/** @throws auth.email_taken, auth.username_taken */
export async function register(world: Pick<World, 'db'>, input: Register): Promise<UserRow> {
  const { email, username } = input
  const displayName = input.displayName ?? username
  const passwordHash = await hashPassword(input.password)
  const searchText = searchTextOf({ displayName, username })
  const [user] = await world.db
    .insert(users)
    .values({ email, username, displayName, passwordHash, searchText })
    .returning()
    .catch((error: unknown) => {
      if (violatedConstraint(error) === 'users_email') throw new Refusal('auth.email_taken')
      if (violatedConstraint(error) === 'users_username') throw new Refusal('auth.username_taken')
      throw error
    })
  if (!user) throw new Error('The new account was not returned')
  return user
}
