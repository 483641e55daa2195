import { createAccount } from '@chatterly/domain/auth/create-account'
import { hashPassword } from '@chatterly/domain/auth/passwords/passwords'
import setUpServices from '@chatterly/testing/global-setup'
import { openTestWorld } from '@chatterly/testing/test-world'
import { afterAll, expect, test } from 'vitest'
import { accountDoors } from './load/account-doors.ts'
import { gapsOf } from './measure/gap.ts'

/** Fewer than `pnpm bench existence` has, so the bound is wider. An answer that hashes nothing is 95 % apart. */
const TRIES = 150
const GAP_MAX = 0.4

const stopServices = await setUpServices()
afterAll(stopServices)

test('no answer takes longer, or less, because an address has an account', async () => {
  const { world } = await openTestWorld({
    rateLimitScale: 1_000_000,
    settings: {
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'chatterly@example.org',
      PUBLIC_URL: 'https://chat.example.org',
    },
  })
  const passwordHash = await hashPassword('correct horse battery')
  const emails = Array.from({ length: 20 }, (_, n) => `ada-${n}@example.com`)
  for (const [n, email] of emails.entries())
    await createAccount(world.db, {
      email,
      username: `ada-${n}`,
      displayName: 'Ada',
      passwordHash,
      emailProvenAt: null,
    })
  const gaps = await gapsOf(await accountDoors(world, emails), TRIES)
  for (const { name, knownMs, unknownMs, gap } of gaps)
    process.stdout.write(
      `${name}: ${knownMs.toFixed(2)} ms with an account, ${unknownMs.toFixed(2)} ms without, ${(gap * 100).toFixed(1)} % apart\n`,
    )
  expect(gaps).toHaveLength(4)
  for (const { name, gap } of gaps) expect(gap, name).toBeLessThan(GAP_MAX)
})
