import { startMailCapture } from '@chatterly/testing/mail-capture'
import { afterAll, expect, test } from 'vitest'
import { createMailer } from './mail.ts'

const server = await startMailCapture()
const mailer = createMailer({ url: server.url, from: 'Chatterly <chatterly@example.org>' })
afterAll(async () => {
  mailer.close()
  await server.stop()
})

test('a mail arrives as it was written, in both forms', async () => {
  const message = { subject: 'Grüße', text: 'Hello,\n\nthis is me.\n', html: '<p>Hello</p>' }
  await mailer.send({ ...message, to: 'ada@example.com' })
  const mail = await server.newestOf('ada@example.com')
  expect(mail).toMatchObject({ from: 'chatterly@example.org', subject: 'Grüße' })
  expect(mail.text.trim()).toBe(message.text.trim())
  expect(mail.html.trim()).toBe(message.html)
})

test.each([
  'Hello\r\nBcc: eve@example.com',
  'Hello\nBcc: eve@example.com\n\nbody',
  'Hello\rBcc: eve@example.com',
  'Hello\r\n\r\n<script>alert(1)</script>',
  'Hello\u0000\u0085Bcc: eve@example.com',
])('a subject cannot begin another header: %j', async (subject) => {
  const to = `${crypto.randomUUID()}@example.com`
  await mailer.send({ to, subject, text: 'Hi', html: '<p>Hi</p>' })
  const mail = await server.newestOf(to)
  expect(mail.recipients).toEqual([to])
  expect(mail.subject).not.toMatch(/\p{Cc}/u)
  expect(mail.raw).not.toMatch(/^bcc:/im)
  expect(mail.text.trim()).toBe('Hi')
})

test.each(['ada@example.com, eve@example.com', 'Ada <ada@example.com>, eve@example.com'])(
  'several addresses in one are not several: %s',
  async (to) => {
    await mailer.send({ to, subject: 'Hi', text: 'Hi', html: 'Hi' }).catch(() => undefined)
    expect(server.of('eve@example.com')).toEqual([])
  },
)

test('a mail server that says no is heard', async () => {
  server.refuse(1)
  const message = { to: 'grace@example.com', subject: 'Hi', text: 'Hi', html: 'Hi' }
  await expect(mailer.send(message)).rejects.toThrow('Not now')
  await mailer.send(message)
  expect(server.of('grace@example.com')).toHaveLength(1)
})
