import type { Mailer } from '@chatterly/platform/mail'
import { defineJob, handleJob } from '@chatterly/platform/queue'
import { z } from 'zod'
import type { World } from '../context.ts'
import { deliverMail } from './mails/mail-job.ts'
import { sendFromOutbox } from './mails/send-from-outbox.ts'
import { sweepSteps } from './steps/sign-in-step.ts'
import { sweepLinks } from './sweep-links.ts'

/** Removes sessions that ended by themselves, what mails have left behind, and what nobody came back to finish. */
export const sweepSessions = defineJob({
  name: 'auth.sweep-sessions',
  data: z.object({}),
  repeatEveryMs: 3_600_000,
})

/** @param mailer nothing where no mail server is set: mails are then logged and forgotten */
export const authJobHandlers = (world: World, mailer: Mailer | undefined) => [
  handleJob(sweepSessions, async () => {
    await world.sessions.removeExpired(world.clock.now())
    await sweepLinks(world)
    await sweepSteps(world)
  }),
  handleJob(deliverMail, ({ mailId }, logger) => sendFromOutbox(world, { mailer, mailId, logger })),
]
