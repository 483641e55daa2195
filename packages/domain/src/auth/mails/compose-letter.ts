import type { MailRow } from '@chatterly/db/schema/mails'
import { proofs } from '@chatterly/db/schema/mails'
import { type UserRow, users } from '@chatterly/db/schema/users'
import { eq } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { isDeletionDue } from '../account/deletion.ts'
import { issueLink } from '../proofs/issue-link.ts'
import { voidProof } from '../proofs/use-proof.ts'
import { hasAccountAlready, type Letter, letters } from './letters.ts'

type Composing = Pick<World, 'db' | 'clock' | 'accounts'>

/** What the mail says now, perhaps another thing than was asked for; nothing where there is nobody to say it to. */
export async function composeLetter(world: Composing, mail: MailRow): Promise<Letter | undefined> {
  switch (mail.kind) {
    case 'registration':
    case 'new_email':
      return composeClaim(world, mail)
    case 'password_reset':
      return composeReset(world, mail)
    case 'invite':
      return (await findHolder(world, mail.to)) ? undefined : composeLink(world, mail)
    case 'email_proof':
      return composeLink(world, mail)
    default:
      return letters[mail.kind]({ link: '', publicUrl: urlOf(world), facts: mail.facts })
  }
}

/** An address that has an account cannot have another one; only its owner is told. */
async function composeClaim(world: Composing, mail: MailRow): Promise<Letter | undefined> {
  const holder = await findHolder(world, mail.to)
  if (!holder || holder.id === mail.userId) return composeLink(world, mail)
  if (mail.proofId) await voidProof(world.db, mail.proofId, world.clock.now())
  return hasAccountAlready(urlOf(world))
}

async function composeReset(world: Composing, mail: MailRow): Promise<Letter | undefined> {
  const holder = await findHolder(world, mail.to)
  if (!mail.proofId || !holder || isDeletionDue(holder, world)) return undefined
  await world.db.update(proofs).set({ userId: holder.id }).where(eq(proofs.id, mail.proofId))
  return composeLink(world, mail)
}

async function composeLink(world: Composing, { kind, proofId, facts }: MailRow): Promise<Letter | undefined> {
  const publicUrl = urlOf(world)
  const issued = proofId && (await issueLink(world.db, { publicUrl, proofId, now: world.clock.now() }))
  return issued ? letters[kind]({ link: issued.link, publicUrl, facts }) : undefined
}

async function findHolder({ db }: Composing, email: string): Promise<UserRow | undefined> {
  const [holder] = await db.select().from(users).where(eq(users.email, email))
  return holder
}

function urlOf({ accounts }: Composing): string {
  if (!accounts.publicUrl) throw new Error('A mail without PUBLIC_URL has nowhere to lead')
  return accounts.publicUrl
}
