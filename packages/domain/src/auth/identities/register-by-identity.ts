import type { ProofRow } from '@chatterly/db/schema/mails'
import type { UserRow } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { DisplayName } from '@chatterly/protocol/users/shapes'
import type { Context } from '../../context.ts'
import { createAccount } from '../create-account.ts'
import { accessInvite, useInvite } from '../invites/access.ts'
import { linkIdentity } from './link-identity.ts'
import type { ProviderClaims } from './provider-claims.ts'
import { usernamesFor } from './usernames-for.ts'

type Newcomer = ProviderClaims & { email: string }

/**
 * A new account without a password, by the same rule as any other. The provider has proved its address.
 * @throws auth.registration_closed, auth.invite_needed, auth.invite_not_found, auth.email_taken, auth.username_taken
 */
export async function registerByIdentity(
  ctx: Context,
  newcomer: Newcomer,
  { invite: secret }: { invite: string | undefined },
): Promise<UserRow> {
  const invite = await accessInvite(ctx, { invite: secret, email: newcomer.email })
  for (const username of usernamesFor(newcomer)) {
    const user = await createUnlessTaken(ctx, { newcomer, username, invite })
    if (user) return user
  }
  throw new Refusal('auth.username_taken')
}

async function createUnlessTaken(
  ctx: Context,
  { newcomer, username, invite }: { newcomer: Newcomer; username: string; invite: ProofRow | undefined },
): Promise<UserRow | undefined> {
  const now = ctx.clock.now()
  const displayName = DisplayName.safeParse(newcomer.name).data ?? username
  const account = { email: newcomer.email, username, displayName, passwordHash: '' }
  try {
    return await ctx.db.transaction(async (tx) => {
      if (invite) await useInvite(tx, invite.id, now)
      const user = await createAccount(tx, { ...account, emailProvenAt: now })
      await linkIdentity(tx, { world: ctx, userId: user.id, claims: newcomer })
      return user
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'auth.username_taken') return undefined
    throw error
  }
}
