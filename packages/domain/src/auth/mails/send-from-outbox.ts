import type { Database } from '@chatterly/db/database'
import { type MailRow, mails } from '@chatterly/db/schema/mails'
import type { Logger } from '@chatterly/platform/logger'
import type { Mailer } from '@chatterly/platform/mail'
import type { MailId } from '@chatterly/protocol/ids'
import { and, eq, isNull, lt, lte, sql } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { composeLetter } from './compose-letter.ts'
import { renderLetter } from './render-letter.ts'

/** Seconds before a mail is tried again; doubles with each further one, up to the most. */
const RETRY_SECONDS = 30
const RETRY_MAX_SECONDS = 3600
/** Tries within about seven hours. */
export const MAIL_ATTEMPTS_MAX = 12

/**
 * Sends a mail of the outbox, unless it was sent, is being sent, or is not due again yet. The link in it is made now:
 * before this there is none, and afterwards only its hash is kept.
 */
export async function sendFromOutbox(
  world: World,
  { mailer, mailId, logger }: { mailer: Mailer | undefined; mailId: MailId; logger: Logger },
): Promise<void> {
  const mail = await claimMail(world.db, mailId, world.clock.now())
  if (!mail) return
  const facts = { mailId, kind: mail.kind, attempt: mail.attempts }
  if (!mailer) {
    logger.warn(facts, 'A mail is not sent: SMTP_URL is not set')
    return forgetMail(world.db, mailId)
  }
  const letter = await composeLetter(world, mail)
  if (!letter) {
    logger.info(facts, 'A mail has nobody to go to')
    return forgetMail(world.db, mailId)
  }
  try {
    await mailer.send(renderLetter(letter, mail.to))
  } catch (error) {
    if (mail.attempts < MAIL_ATTEMPTS_MAX) logger.warn({ ...facts, err: error }, 'A mail will be tried again')
    else logger.error({ ...facts, err: error }, 'A mail was given up')
    return
  }
  await world.db.update(mails).set({ sentAt: world.clock.now() }).where(eq(mails.id, mailId))
  logger.info(facts, 'A mail was sent')
}

/** Whoever claims it tries it; nobody else does before it is due again. */
async function claimMail(db: Database, mailId: MailId, now: Date): Promise<MailRow | undefined> {
  const waitSeconds = sql`least(${RETRY_MAX_SECONDS}::int, ${RETRY_SECONDS}::int * power(2, ${mails.attempts}))`
  const [mail] = await db
    .update(mails)
    .set({
      attempts: sql`${mails.attempts} + 1`,
      dueAt: sql`${now.toISOString()}::timestamptz + make_interval(secs => ${waitSeconds})`,
    })
    .where(
      and(
        eq(mails.id, mailId),
        isNull(mails.sentAt),
        lte(mails.dueAt, now),
        lt(mails.attempts, MAIL_ATTEMPTS_MAX),
      ),
    )
    .returning()
  return mail
}

async function forgetMail(db: Database, mailId: MailId): Promise<void> {
  await db.delete(mails).where(eq(mails.id, mailId))
}
