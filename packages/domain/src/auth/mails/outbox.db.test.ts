import { Writable } from 'node:stream'
import { mails } from '@chatterly/db/schema/mails'
import { createWire } from '@chatterly/platform/testing/wire'
import type { Clock } from '@chatterly/platform/clock'
import { createLogger } from '@chatterly/platform/logger'
import { runJobs } from '@chatterly/platform/queue'
import { openTestWorld } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { authJobHandlers } from '../jobs.ts'
import { openPostOffice } from '@chatterly/testing/post-office'
import { sendMail } from './send-mail.ts'
import { MAIL_ATTEMPTS_MAX, sendFromOutbox } from './send-from-outbox.ts'
import { sweepMails } from './sweeper.ts'

const clock: Clock & { aheadMs: number } = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }
const wire = await createWire(process.env.REDIS_URL ?? '')
const post = await openPostOffice()
const prefix = `outbox-${crypto.randomUUID().slice(0, 8)}`
const world = await openTestWorld({
  clock,
  redisUrl: wire.url,
  settings: { ...post.settings, REDIS_PREFIX: prefix },
})
const { mailer } = post

beforeEach(() => {
  clock.aheadMs = 0
})

/** A notice in the outbox, to an address of its own. */
async function writeNotice() {
  const to = `${crypto.randomUUID()}@example.com`
  await sendMail(world.world, { kind: 'password_changed', to })
  return { to, row: async () => (await world.db.select().from(mails).where(eq(mails.to, to)))[0] }
}

function loggerIntoMemory() {
  const lines: string[] = []
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString())
      done()
    },
  })
  const env = { NODE_ENV: 'production', LOG_LEVEL: 'info' } as const
  return { lines, logger: createLogger(env, 'worker', destination) }
}

test('a worker sends it as soon as it is handed over', async () => {
  const jobs = runJobs(world.redis.queue, world.world.logger, authJobHandlers(world.world, mailer), {
    prefix,
  })
  onTestFinished(() => jobs.close())
  const notice = await writeNotice()
  expect((await post.newestOf(notice.to)).subject).toBe('Your password was changed')
  await vi.waitFor(async () => expect((await notice.row())?.sentAt).not.toBeNull())
})

test('what Redis never heard of is sent all the same', async () => {
  await wire.cut()
  onTestFinished(() => wire.mend())
  const notice = await writeNotice()
  await sweepMails(world.world, mailer)
  expect(post.of(notice.to)).toHaveLength(1)
})

test('one that the mail server refuses is tried again later, not at once', async () => {
  const notice = await writeNotice()
  post.refuse(1)
  await sweepMails(world.world, mailer)
  await sweepMails(world.world, mailer)
  expect(post.of(notice.to)).toEqual([])
  expect(await notice.row()).toMatchObject({ attempts: 1, sentAt: null })
  clock.aheadMs = 31_000
  await sweepMails(world.world, mailer)
  await sweepMails(world.world, mailer)
  expect(post.of(notice.to)).toHaveLength(1)
})

test('several workers at once send it once', async () => {
  const notice = await writeNotice()
  await Promise.all(Array.from({ length: 5 }, () => sweepMails(world.world, mailer)))
  expect(post.of(notice.to)).toHaveLength(1)
})

test('in the end it is given up, and said so', async () => {
  const notice = await writeNotice()
  const mailId = (await notice.row())?.id
  if (!mailId) throw new Error('There is no mail')
  const { logger, lines } = loggerIntoMemory()
  for (let n = 0; n < MAIL_ATTEMPTS_MAX + 2; n++) {
    post.refuse(1)
    await sendFromOutbox(world.world, { mailer, mailId, logger })
    clock.aheadMs += 3_700_000
  }
  post.refuse(0)
  expect(await notice.row()).toMatchObject({ attempts: MAIL_ATTEMPTS_MAX, sentAt: null })
  expect(lines.filter((line) => line.includes('given up'))).toHaveLength(1)
  await sweepMails(world.world, mailer)
  expect(post.of(notice.to)).toEqual([])
})

test('without a mail server it is logged, never with its link, and forgotten', async () => {
  const notice = await writeNotice()
  const mailId = (await notice.row())?.id
  if (!mailId) throw new Error('There is no mail')
  const { logger, lines } = loggerIntoMemory()
  await sendFromOutbox(world.world, { mailer: undefined, mailId, logger })
  expect(lines.join()).toContain('SMTP_URL is not set')
  expect(lines.join()).not.toContain(notice.to)
  expect(await notice.row()).toBeUndefined()
})
