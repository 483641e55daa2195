import type { Database, Transaction } from '@chatterly/db/database'
import { mails } from '@chatterly/db/schema/mails'
import type { MailKind } from '@chatterly/protocol/auth/mails'
import type { MailId, ProofId, UserId } from '@chatterly/protocol/ids'
import type { World } from '../../context.ts'
import { accessUser } from '../../users/access.ts'
import { deliverMail } from './mail-job.ts'

export type NewMail = {
  kind: MailKind
  to: string
  userId?: UserId
  proofId?: ProofId
  facts?: Record<string, string>
}

/** Puts a mail into the outbox, with the act it tells of; `handOver` it once that is committed. */
export async function writeMail(tx: Database | Transaction, mail: NewMail & { now: Date }): Promise<MailId> {
  const { now, ...rest } = mail
  const [row] = await tx
    .insert(mails)
    .values({ ...rest, dueAt: now })
    .returning({ id: mails.id })
  if (!row) throw new Error('The new mail was not returned')
  return row.id
}

/** As `writeMail`, to the address the account has now. */
export async function writeToOwner(
  tx: Transaction,
  mail: Omit<NewMail, 'to'> & { userId: UserId; now: Date },
): Promise<MailId> {
  const { email: to } = await accessUser(tx, mail.userId)
  return writeMail(tx, { ...mail, to })
}

/** Wakes a worker, and waits for nobody: a mail nobody was woken for is found by the sweeper. */
export function handOver({ queue, logger }: Pick<World, 'queue' | 'logger'>, mailId: MailId): void {
  queue.enqueue(deliverMail, { mailId }, { jobId: mailId }).catch((error: unknown) => {
    logger.warn({ err: error, mailId }, 'Nobody could be woken for a mail; the sweeper will find it')
  })
}

/** For what is told after it was done. */
export async function sendMail(
  world: Pick<World, 'db' | 'clock' | 'queue' | 'logger'>,
  mail: NewMail,
): Promise<void> {
  handOver(world, await writeMail(world.db, { ...mail, now: world.clock.now() }))
}
