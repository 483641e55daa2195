import { sessions } from '@chatterly/db/schema/auth'
import { openTestWorld } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { openSocket, startProcess } from '../testing/process.ts'

const DAY_MS = 86_400_000
const clock = { aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }
const here = await startProcess(await openTestWorld({ clock }))

test('an open socket keeps its session seen, though nothing is said over it', async () => {
  const { world, db } = here.open
  const { id } = await here.open.person('Ada')
  const actor = await world.sessions.startProgram(id, { label: 'bot' })
  const { accessToken } = await world.accessTokens.sign(actor)
  const { socket } = await openSocket(here, { authorization: `Bearer ${accessToken}` })
  const rowOf = async () =>
    (await db.select().from(sessions).where(eq(sessions.idHash, actor.sessionHash)))[0]
  const end = (await rowOf())?.expiresAt.getTime() ?? Number.POSITIVE_INFINITY

  clock.aheadMs = 16 * DAY_MS
  await vi.waitFor(
    async () => {
      const row = await rowOf()
      expect(row?.seenAt?.getTime()).toBeGreaterThan(Date.now() + 15 * DAY_MS)
      expect(row?.expiresAt.getTime()).toBeGreaterThan(end)
    },
    { timeout: 10_000, interval: 100 },
  )
  expect(socket.readyState).toBe(socket.OPEN)
})
