import { createTransport } from 'nodemailer'

export type Message = { to: string; subject: string; text: string; html: string }

export type Mailer = {
  /** @throws whatever the mail server or the way to it says; the mail may then have been taken all the same */
  send(message: Message): Promise<void>
  close(): void
}

/** Milliseconds. A mail server that is this slow is asked again later. */
const CONNECT_TIMEOUT_MS = 10_000
const SOCKET_TIMEOUT_MS = 20_000

/** Sends over SMTP. Of a message only its own texts are sent: no file and no address is ever read for it. */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    ...serverOf(url),
    pool: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, html }) {
      // As an object, an address is one address, whatever is in it.
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject: oneLine(subject),
        text,
        html,
        // RFC 3834: no robot answers.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}

function serverOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  return {
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(username && { auth }),
  }
}

/** A header ends at its line. */
const oneLine = (text: string) => text.replace(/\s*\p{Cc}+\s*/gu, ' ').trim()
