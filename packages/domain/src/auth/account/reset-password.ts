import type { ProofRow } from '@chatterly/db/schema/mails'
import { knownDevices } from '@chatterly/db/schema/auth'
import { type UserRow, users } from '@chatterly/db/schema/users'
import type { ResetPassword } from '@chatterly/protocol/auth/account'
import { Refusal } from '@chatterly/protocol/refusals'
import { and, eq } from 'drizzle-orm'
import type { Reader } from '@chatterly/db/database'
import type { World } from '../../context.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { handOver, writeMail } from '../mails/send-mail.ts'
import { checkPassword } from '../passwords/check-password.ts'
import { hashPassword } from '../passwords/passwords.ts'
import { accessProof, useProof, voidProofsOf } from '../proofs/use-proof.ts'

/**
 * A new password by the link in a mail. It ends every session and forgets every browser, and signs nobody in: a second
 * factor is still asked for.
 *
 * @throws auth.link_over, auth.password_common, auth.password_guessable, service.unavailable
 */
export async function resetPassword(world: World, { secret, password }: ResetPassword): Promise<void> {
  const now = world.clock.now()
  const asked = { secret, purposes: ['password'], now } as const
  // Looked at before the password is hashed, so that guessing a link costs the server nothing.
  const user = await accessOwner(world.db, await accessProof(world.db, asked))
  await checkPassword(password, user)
  const passwordHash = await hashPassword(password)
  const mailId = await world.db.transaction(async (tx) => {
    const { id, email } = await accessOwner(tx, await useProof(tx, asked))
    // The link was mailed, so its address is read.
    await tx.update(users).set({ passwordHash, emailProvenAt: now }).where(eq(users.id, id))
    await tx.delete(knownDevices).where(eq(knownDevices.userId, id))
    await voidProofsOf(tx, id, now)
    return writeMail(tx, { kind: 'password_changed', to: email, userId: id, now })
  })
  await endSessions(world, user.id, { except: null, withTokens: true })
  handOver(world, mailId)
}

/**
 * Whose link it is, as long as they still have the address it was sent to.
 * @throws auth.link_over
 */
async function accessOwner(db: Reader, { userId, email }: ProofRow): Promise<UserRow> {
  if (!userId || !email) throw new Refusal('auth.link_over')
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.id, userId), eq(users.email, email)))
  if (!user) throw new Refusal('auth.link_over')
  return user
}
