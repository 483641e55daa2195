/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { expectAccessible, pixelsBeyond } from './accessible.ts'
import { makeDirect } from './api.ts'
import { expect, test } from './call-journey.ts'
import { call } from './call.ts'
import { answer, callOf, leave, personOf, startCall } from './calling.ts'
import { administrator, enter, somebody } from './people.ts'
import { hasRelay } from './relay.ts'
import { openConversation } from './screen.ts'

// A check has seconds for each stage, and axe looks at four screens, twice each.
test.setTimeout(180_000)

const DONE_WITHIN_MS = 30_000

const checkOf = (page: Page) => page.getByRole('dialog', { name: 'Check my connection' })
const verdictOf = (page: Page) => checkOf(page).getByRole('status')
const stageOf = (page: Page, name: string) => checkOf(page).getByRole('listitem').filter({ hasText: name })

async function lookFirst(page: Page) {
  await page.getByRole('button', { name: 'More ways to call' }).click()
  await page.getByRole('menuitem', { name: 'Check camera and microphone first' }).click()
  await page.getByRole('dialog', { name: 'Ready to call?' }).waitFor()
}

async function checkFromMenu(page: Page) {
  await page.getByRole('button', { name: 'More ways to call' }).click()
  await page.getByRole('menuitem', { name: 'Check my connection' }).click()
}

const stages = [
  'Permission',
  'Microphone and camera',
  'Chatterly’s server',
  'Address from outside',
  'Relay over UDP',
  'Relay over TCP',
  'Relay over TLS',
]

test.describe('with a relay', () => {
  test.skip(!hasRelay, 'there is no coturn here, or no network')

  test('everything a call needs works, and then it does not', async ({ caller, openBrowser, relay }) => {
    const [maya, ben] = [await caller('Maya'), await caller('Ben')]
    const { page } = maya
    await makeDirect(maya, ben)
    await openConversation(page, ben.name)
    await relay.start()

    await test.step('from the green room, each stage passes', async () => {
      await lookFirst(page)
      await page.getByRole('button', { name: 'Check my connection' }).click()
      await expect(verdictOf(page)).toContainText('All good', { timeout: DONE_WITHIN_MS })
      for (const stage of stages) await expect(stageOf(page, stage)).toContainText('works')
      await expectAccessible(page, 'a check that passed')
      relay.stop()
      await page.getByRole('button', { name: 'Back', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Ready to call?' })).toBeVisible()
      await page.keyboard.press('Escape')
    })

    await test.step('without coturn the relay is named, with what to do', async () => {
      await checkFromMenu(page)
      await expect(verdictOf(page)).toContainText('Relay over UDP failed', { timeout: DONE_WITHIN_MS })
      await expect(verdictOf(page)).toContainText('The relay (UDP) does not answer.')
      await expect(verdictOf(page)).toContainText('try another network')
      for (const stage of stages.slice(0, 3)) await expect(stageOf(page, stage)).toContainText('works')
      for (const stage of stages.slice(4)) await expect(stageOf(page, stage)).toContainText('failed')
      await expectAccessible(page, 'a check that failed')
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: 'Copy report' }).click()
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toContain('Relay over UDP (turn-udp): failed, no_answer')
    })

    await test.step('the administrator sees which stage fails, and nobody’s name', async () => {
      const olga = await openBrowser()
      await call(olga, 'auth.login', { login: administrator.username, password: administrator.password })
      await olga.goto('/')
      await olga.getByRole('link', { name: /^You: / }).click()
      await olga.getByRole('link', { name: 'Call connections' }).click()
      const row = olga.getByRole('row', { name: /^Relay over UDP/ })
      await expect(row).toContainText('no answer')
      await expect(row).toContainText(/[1-9]\d* of \d+/)
      await expect(olga.getByRole('main')).not.toContainText(maya.name)
      await expectAccessible(olga, 'connections of calls')
      await olga.setViewportSize({ width: 390, height: 844 })
      expect(await pixelsBeyond(olga)).toBe(0)
    })

    await test.step('for everybody else there is nothing at that address', async () => {
      await page.goto('/admin/calls')
      await expect(page.getByText('There is nothing at this address.')).toBeVisible()
    })
  })
})

test('a microphone that is not allowed is named', async ({ caller }) => {
  const [maya, ben] = [await caller('Maya'), await caller('Ben')]
  await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  await maya.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
  })
  await checkFromMenu(maya.page)
  await expect(verdictOf(maya.page)).toContainText('Permission failed', { timeout: DONE_WITHIN_MS })
  await expect(verdictOf(maya.page)).toContainText('allow the microphone')
  await expect(stageOf(maya.page, 'Microphone and camera')).toContainText('not tried')
})

/** As in a network that lets nothing through but what a relay carries. */
const refuseEverythingDirect = (page: Page) =>
  page.addInitScript(() => {
    const Original = globalThis.RTCPeerConnection
    globalThis.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super({ ...configuration, iceTransportPolicy: 'relay' })
      }
    }
  })

test('a call that never connects names what failed, and can be looked into', async ({
  caller,
  openBrowser,
  // It is not to be there.
  relay: _relay,
}) => {
  const ben = await caller('Ben')
  const page = await openBrowser()
  await refuseEverythingDirect(page)
  await page.addInitScript(() =>
    localStorage.setItem('chatterly-calls', JSON.stringify({ hasLookedAtSelf: true })),
  )
  const maya = await enter(page, somebody('Maya'))
  await makeDirect(maya, ben)
  await openConversation(page, ben.name)
  await startCall(page, 'Voice call')
  await answer(ben.page)
  await expect(personOf(page, ben.name)).toContainText('connecting')
  const reported = page.waitForResponse(/calls\.reportConnection/, { timeout: 30_000 })
  await page.waitForTimeout(11_000)
  await leave(page)
  await expect(callOf(page)).toHaveCount(0)
  expect((await reported).ok()).toBe(true)
  const outcome = page.getByRole('status').filter({ hasText: 'The call did not connect.' })
  await expect(outcome).toContainText('The relay (UDP) does not answer.')
  await expect(outcome).toContainText('Your administrator was told which step failed')
  await expectAccessible(page, 'a call that did not connect')
  await outcome.getByRole('button', { name: 'Check my connection' }).click()
  await expect(checkOf(page)).toBeVisible()
  await expect(verdictOf(page)).toContainText('Relay over UDP failed', { timeout: DONE_WITHIN_MS })
})
