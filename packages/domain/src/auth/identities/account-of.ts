import { identities } from '@chatterly/db/schema/identities'
import { type UserRow, users } from '@chatterly/db/schema/users'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { findSecondFactor } from '../second-factor/queries.ts'
import { accessProvider } from './access.ts'
import { addIdentity } from './add-identity.ts'
import type { ProviderClaims } from './provider-claims.ts'
import { findIdentity } from './queries.ts'
import { registerByIdentity } from './register-by-identity.ts'

/**
 * Whose account here the provider's account signs in to: the one it is linked to, the one of its address, or a new one.
 *
 * @throws auth.identity_unproven unless the provider says that the address is theirs, and then nothing tells whether
 * it has an account; auth.link_first, and what registerByIdentity throws
 */
export async function accountOf(
  ctx: Context,
  claims: ProviderClaims,
  asked: { invite: string | undefined },
): Promise<{ user: UserRow; isNew: boolean }> {
  const { issuer } = accessProvider(ctx)
  const known = await findIdentity(ctx.db, { issuer, subject: claims.subject })
  if (known) {
    const used = { usedAt: ctx.clock.now(), email: claims.email }
    await ctx.db.update(identities).set(used).where(eq(identities.id, known.id))
    return { user: await accessUser(ctx.db, known.userId), isNew: false }
  }
  const { email } = claims
  if (!email || !claims.isEmailVerified) throw new Refusal('auth.identity_unproven')
  const [holder] = await ctx.db.select().from(users).where(eq(users.email, email))
  if (!holder) return { user: await registerByIdentity(ctx, { ...claims, email }, asked), isNew: true }
  return { user: await linkToHolder(ctx, holder, claims), isNew: false }
}

/**
 * Without being asked, only where nobody could have been waiting: an address that was never proved here may be that of
 * somebody who registered it before its owner did, and a second factor is not passed by.
 *
 * @throws auth.link_first
 */
async function linkToHolder(ctx: Context, holder: UserRow, claims: ProviderClaims): Promise<UserRow> {
  if (!holder.emailProvenAt || (await findSecondFactor(ctx.db, holder.id)))
    throw new Refusal('auth.link_first')
  await addIdentity(ctx, holder.id, claims)
  return holder
}
