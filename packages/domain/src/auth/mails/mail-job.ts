import { defineJob } from '@chatterly/platform/queue'
import { MailId } from '@chatterly/protocol/ids'
import { z } from 'zod'

/** Tried once: when it is tried again stands in PostgreSQL, which outlives Redis. */
export const deliverMail = defineJob({
  name: 'mail.deliver',
  data: z.object({ mailId: MailId }),
  attempts: 1,
})
