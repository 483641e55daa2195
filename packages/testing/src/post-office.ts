import { sweepMails } from '@chatterly/domain/auth/mails/sweeper'
import { createMailer } from '@chatterly/platform/mail'
import { afterAll } from 'vitest'
import { type CapturedMail, secretIn, startMailCapture } from './mail-capture.ts'
import type { TestWorld } from './test-world.ts'

const FROM = 'Chatterly <chatterly@example.org>'
const PUBLIC_URL = 'https://chat.example.org'

/** A mail server of the test, and the settings of a world that uses it. */
export async function openPostOffice() {
  const server = await startMailCapture()
  const mailer = createMailer({ url: server.url, from: FROM })
  afterAll(async () => {
    mailer.close()
    await server.stop()
  })
  /** Everything that waits in the outbox is sent, as the worker does. */
  const deliver = ({ world }: TestWorld) => sweepMails(world, mailer)
  const opened = new Set<CapturedMail>()
  return {
    ...server,
    mailer,
    settings: { SMTP_URL: server.url, MAIL_FROM: FROM, PUBLIC_URL },
    deliver,
    /** The newest link that was sent to an address and not opened yet. */
    async linkTo(world: TestWorld, address: string): Promise<{ secret: string; mail: CapturedMail }> {
      await deliver(world)
      const mail = server.of(address).findLast((each) => !opened.has(each))
      if (!mail) throw new Error(`${address} has no other mail`)
      opened.add(mail)
      return { secret: secretIn(mail), mail }
    },
  }
}
