import { type UserRow, users } from '@chatterly/db/schema/users'
import type { ProofRow } from '@chatterly/db/schema/mails'
import type { Register } from '@chatterly/protocol/auth/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { World } from '../context.ts'
import { createAccount } from './create-account.ts'
import { accessInvite, isMailedTo, useInvite } from './invites/access.ts'
import { handOver, writeMail } from './mails/send-mail.ts'
import { checkPassword } from './passwords/check-password.ts'
import { hashPassword } from './passwords/passwords.ts'
import type { PendingAccount } from './pending-account.ts'
import { createProof } from './proofs/create-proof.ts'

type Registering = Pick<World, 'db' | 'clock' | 'queue' | 'logger' | 'accounts'>

/**
 * The new account, or nothing where it begins at the link in a mail. Then nobody looks here whether the address has
 * an account: the worker does, later, so neither the answer nor its time can tell.
 *
 * @throws auth.registration_closed, auth.invite_needed, auth.invite_not_found, auth.email_taken, auth.username_taken,
 * auth.password_common, auth.password_guessable
 */
export async function register(world: Registering, input: Register): Promise<UserRow | null> {
  const invite = await accessInvite(world, input)
  await checkPassword(input.password, input)
  if (world.accounts.emailProof === 'optional' || isMailedTo(invite, input.email))
    return registerNow(world, input, invite)
  await registerByMail(world, input, invite)
  return null
}

async function registerNow(
  world: Registering,
  input: Register,
  invite: ProofRow | undefined,
): Promise<UserRow> {
  const { email, username, displayName = username } = input
  const passwordHash = await hashPassword(input.password)
  const now = world.clock.now()
  const isProven = isMailedTo(invite, email)
  const { user, mailId } = await world.db.transaction(async (tx) => {
    if (invite) await useInvite(tx, invite.id, now)
    const emailProvenAt = isProven ? now : null
    const made = await createAccount(tx, { email, username, displayName, passwordHash, emailProvenAt })
    if (isProven || !world.accounts.sendsMail) return { user: made, mailId: undefined }
    const proof = await createProof(tx, { purpose: 'email', userId: made.id, email, now })
    const asking = { kind: 'email_proof', to: email, userId: made.id, proofId: proof.id } as const
    return { user: made, mailId: await writeMail(tx, { ...asking, now }) }
  })
  if (mailId) handOver(world, mailId)
  return user
}

async function registerByMail(
  world: Registering,
  input: Register,
  invite: ProofRow | undefined,
): Promise<void> {
  const { email, username, displayName = username } = input
  const [holder] = await world.db.select({ id: users.id }).from(users).where(eq(users.username, username))
  if (holder) throw new Refusal('auth.username_taken')
  const passwordHash = await hashPassword(input.password)
  const facts: PendingAccount = {
    username,
    displayName,
    passwordHash,
    ...(invite && { inviteId: invite.id }),
  }
  const now = world.clock.now()
  const mailId = await world.db.transaction(async (tx) => {
    const proof = await createProof(tx, { purpose: 'registration', email, facts, now })
    return writeMail(tx, { kind: 'registration', to: email, proofId: proof.id, now })
  })
  handOver(world, mailId)
}
