import { type UserRow, users } from '@chatterly/db/schema/users'
import type { Login } from '@chatterly/protocol/auth/shapes'
import { rateLimits } from '@chatterly/protocol/limits'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq, or } from 'drizzle-orm'
import type { World } from '../context.ts'
import { isPasswordOf } from './passwords.ts'

/** @throws auth.wrong_credentials, rate.limited (counted by account, whatever the address) */
export async function login(world: Pick<World, 'db' | 'limiter'>, input: Login): Promise<UserRow> {
  const allowance = await world.limiter.consume(
    { name: 'loginOfAccount', ...rateLimits.loginOfAccount },
    input.login,
  )
  if (!allowance.allowed) throw new Refusal('rate.limited', allowance)
  const [user] = await world.db
    .select()
    .from(users)
    .where(or(eq(users.email, input.login), eq(users.username, input.login)))
  const isRight = await isPasswordOf(user?.passwordHash, input.password)
  if (!user || !isRight) throw new Refusal('auth.wrong_credentials')
  return user
}
