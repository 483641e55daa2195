import { setTimeout as sleep } from 'node:timers/promises'

const ARRIVAL_MS = 20_000
const LOOK_MS = 100

export const mailPorts = () => ({
  smtp: Number(process.env.CHATTERLY_E2E_MAIL_PORT),
  mailbox: Number(process.env.CHATTERLY_E2E_MAILBOX_PORT),
})

/** What the product is told of the mail server, see product.ts. People sign in at once all the same. */
export const mailSettings = (): Record<string, string> => ({
  SMTP_URL: `smtp://127.0.0.1:${mailPorts().smtp}`,
  MAIL_FROM: 'Chatterly <chatterly@example.org>',
  EMAIL_PROOF: 'optional',
})

type Mail = { subject: string; text: string }

/** The newest mail to an address that is called so, as soon as it has come. */
export async function mailTo(address: string, subject: string): Promise<string> {
  const mailbox = `http://127.0.0.1:${mailPorts().mailbox}/?to=${encodeURIComponent(address)}`
  for (const until = Date.now() + ARRIVAL_MS; Date.now() < until; await sleep(LOOK_MS)) {
    const mails: Mail[] = await (await fetch(mailbox)).json()
    const found = mails.findLast((mail) => mail.subject === subject)
    if (found) return found.text
  }
  throw new Error(`${address} has no mail “${subject}”`)
}

/** The link in that mail, with the secret behind its #. */
export async function linkMailedTo(address: string, subject: string): Promise<string> {
  const [link] = /https?:\/\/\S+#\S+/.exec(await mailTo(address, subject)) ?? []
  if (link === undefined) throw new Error(`There is no link with a secret in “${subject}” to ${address}`)
  return link
}
