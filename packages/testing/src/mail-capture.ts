import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@chatterly/services/free-port'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export type CapturedMail = {
  /** Whom the envelope is for, which is who gets it. */
  recipients: string[]
  from: string
  subject: string
  text: string
  html: string
  /** As it came over the wire. */
  raw: string
}

const ARRIVAL_TIMEOUT_MS = 5000

/** A real mail server on this machine that hands every mail to the test. */
export async function startMailCapture({ port: given }: { port?: number } = {}) {
  const port = given ?? (await freePort())
  const mails: CapturedMail[] = []
  let refusals = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusals > 0) {
          refusals -= 1
          return done(new Error('Not now'))
        }
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        void take(Buffer.concat(chunks), recipients, done)
      })
    },
  })
  async function take(raw: Buffer, recipients: string[], answer: (problem?: Error) => void): Promise<void> {
    try {
      mails.push(await read(raw, recipients))
    } catch (problem) {
      return answer(problem instanceof Error ? problem : new Error(String(problem)))
    }
    answer()
  }
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')

  const of = (address: string) => mails.filter(({ recipients }) => recipients.includes(address))
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    of,
    /** The next so many mails are refused. */
    refuse: (count: number) => void (refusals = count),
    /** The newest mail to an address, as soon as it has so many. */
    async newestOf(address: string, count = 1): Promise<CapturedMail> {
      for (const until = Date.now() + ARRIVAL_TIMEOUT_MS; Date.now() < until; await sleep(10)) {
        const newest = of(address).at(-1)
        if (newest && of(address).length >= count) return newest
      }
      throw new Error(`${address} has ${of(address).length} mails, not ${count}`)
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

async function read(raw: Buffer, recipients: string[]): Promise<CapturedMail> {
  const { subject = '', text = '', html = '', from } = await PostalMime.parse(raw)
  return { recipients, from: from?.address ?? '', subject, text, html, raw: raw.toString('utf8') }
}

/** What stands behind the # of the link in a mail. */
export function secretIn({ text }: Pick<CapturedMail, 'text'>): string {
  const [, secret] = /https?:\/\/\S+#(\S+)/.exec(text) ?? []
  if (!secret) throw new Error(`There is no link with a secret in:\n${text}`)
  return secret
}
