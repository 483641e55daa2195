import { mails } from '@chatterly/db/schema/mails'
import type { Mailer } from '@chatterly/platform/mail'
import { and, asc, isNull, lt, lte } from 'drizzle-orm'
import type { World } from '../../context.ts'
import { repeat } from '../../repeat.ts'
import { MAIL_ATTEMPTS_MAX, sendFromOutbox } from './send-from-outbox.ts'

/** Milliseconds. How late a mail may be of which Redis knows nothing. */
const MAIL_SWEEP_MS = 5000
/** Mails of one sweep. */
const SWEPT_MAX = 50

/** Sends what is due from PostgreSQL alone: what is to be tried again, and what nobody was woken for. */
export function startMailSweeper(world: World, mailer: Mailer | undefined) {
  const sweeper = repeat({ everyMs: MAIL_SWEEP_MS, logger: world.logger, what: 'The outbox of mails' }, () =>
    sweepMails(world, mailer),
  )
  sweeper.start()
  return sweeper
}

export async function sweepMails(world: World, mailer: Mailer | undefined): Promise<void> {
  const due = await world.db
    .select({ mailId: mails.id })
    .from(mails)
    .where(
      and(isNull(mails.sentAt), lte(mails.dueAt, world.clock.now()), lt(mails.attempts, MAIL_ATTEMPTS_MAX)),
    )
    .orderBy(asc(mails.dueAt))
    .limit(SWEPT_MAX)
  for (const { mailId } of due) await sendFromOutbox(world, { mailer, mailId, logger: world.logger })
}
