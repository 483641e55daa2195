import { users } from '@chatterly/db/schema/users'
import { hashPassword } from '@chatterly/domain/auth/passwords/passwords'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { startProgram } from '../testing/program.ts'

const world = await openTestWorld()
const production = { NODE_ENV: 'production', LOG_LEVEL: 'info' }
const PUBLIC_URL = 'https://chat.example.org'
const SIGN_IN = { login: 'ada', password: 'chatterly-demo' }

test('accounts whose password everybody knows are for one’s own machine alone', {
  timeout: 60_000,
}, async () => {
  const refused = startProgram(world, { ...production, SEED_DEMO: 'true', PUBLIC_URL })
  await expect(refused).rejects.toThrow(
    /status 1:[^]*SEED_DEMO makes accounts whose password everybody knows/,
  )

  const tried = await startProgram(world, { ...production, SEED_DEMO: 'true' })
  const headers = { 'content-type': 'application/json' }
  const asAda = { method: 'POST', headers, body: JSON.stringify(SIGN_IN) }
  expect((await fetch(`${tried.url}/trpc/auth.login`, asAda)).status).toBe(200)
  tried.signal('SIGTERM')
  expect(await tried.exited).toBe(0)

  const forgotten = startProgram(world, { ...production, PUBLIC_URL })
  await expect(forgotten).rejects.toThrow(
    /ada@example\.com, grace@example\.com, alice@example\.com, bob@example\.com still have the password/,
  )

  const passwordHash = await hashPassword('one that only they know')
  await world.db.update(users).set({ passwordHash })
  const changed = await startProgram(world, { ...production, PUBLIC_URL })
  expect(changed.url).toBe(PUBLIC_URL)
})
