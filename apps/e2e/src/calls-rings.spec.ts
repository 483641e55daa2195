/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { CallView } from '@chatterly/protocol/calls/shapes'
import { makeDirect } from './api.ts'
import { call } from './call.ts'
import { expect, inDirect, prepare, test as base } from './call-journey.ts'
import { answer, callOf, controlOf, expectVoices, ringOf, startCall } from './calling.ts'
import { type Person, signIn } from './people.ts'
import { messagesOf, openConversation } from './screen.ts'

/** Milliseconds: what the installation does unless it is told otherwise. */
const RINGS_FOR_MS = 30_000
/** Milliseconds. Generous: the row that is printed says how it was. */
const SILENT_WITHIN_MS = 10_000
/** Of each way to end a ring. */
const ROUNDS = 4

type Watched = { silentAt: number; notes: number }
type Called = { maya: Person; ben: Person; devices: [tab: Page, otherTab: Page, laptop: Page] }

const test = base.extend<{ called: Called }>({
  /** Maya may call Ben, who has two tabs open and a laptop elsewhere. */
  called: async ({ caller, openBrowser }, use) => {
    const { maya, ben } = await inDirect(caller)
    const otherTab = await ben.page.context().newPage()
    const laptop = await openBrowser()
    const devices: Called['devices'] = [ben.page, otherTab, laptop]
    for (const page of [otherTab, laptop]) await prepare(page)
    for (const page of devices) {
      await watchRings(page)
      await page.goto('/')
    }
    await signIn(laptop, ben)
    // No browser lets a page make a sound that nobody has touched.
    for (const page of devices) await page.getByRole('heading', { name: 'Home' }).click()
    await use({ maya, ben, devices })
  },
})

test('for half a minute it rings on three devices, and then on none', async ({ called, expectInConsole }) => {
  test.setTimeout(90_000)
  expectInConsole(/ERR_INTERNET_DISCONNECTED/)
  const { maya, ben, devices } = called
  const [tab, otherTab, laptop] = devices
  await startCall(maya.page, 'Voice call')
  for (const page of devices) await expect(ringOf(page)).toContainText(maya.name)
  await expect(callOf(maya.page)).toContainText('Ringing…')

  await test.step('it pulses everywhere, and sounds in one tab of a browser', async () => {
    for (const page of [...devices, maya.page]) await expect.poll(() => pulses(page)).toBe(true)
    await expect.poll(() => notesOf(laptop)).toBeGreaterThan(0)
    await expect.poll(async () => (await notesOf(tab)) + (await notesOf(otherTab))).toBeGreaterThan(0)
    expect(Math.min(await notesOf(tab), await notesOf(otherTab))).toBe(0)
  })

  await test.step('a laptop that was away for a moment rings on', async () => {
    await laptop.context().setOffline(true)
    await laptop.waitForTimeout(1500)
    await laptop.context().setOffline(false)
    await laptop.waitForTimeout(1500)
    await expect(ringOf(laptop)).toHaveCount(1)
  })

  await test.step('nobody answers: all stop at the deadline', async () => {
    const [rings] = await callsOf(maya)
    const deadline = Date.parse(rings?.ringingUntil ?? '')
    expect(deadline - Date.parse(rings?.startedAt ?? '')).toBeCloseTo(RINGS_FOR_MS, -3)
    for (const page of devices) await expect(ringOf(page)).toHaveCount(0, { timeout: RINGS_FOR_MS })
    await expect(maya.page.getByText('No answer').first()).toBeVisible()
    await expect(callOf(maya.page)).toHaveCount(0)
    const late = await Promise.all(devices.map(async (page) => (await watchedOf(page)).silentAt - deadline))
    for (const ms of late) {
      expect(ms).toBeGreaterThan(-1000)
      expect(ms).toBeLessThan(SILENT_WITHIN_MS)
    }
    print('Silent after the deadline of half a minute', late)
  })

  await test.step('and the call can be called back', async () => {
    await openConversation(ben.page, maya.name)
    await expect(messagesOf(ben.page).last()).toContainText('Missed voice call')
    await messagesOf(ben.page).last().getByRole('button', { name: 'Call back' }).click()
    await answer(maya.page)
    await expectVoices(ben.page)
  })
})

test('what one device decides silences the others; in a call another one rings softly, once', async ({
  called,
  caller,
  expectInConsole,
}) => {
  test.setTimeout(150_000)
  expectInConsole(/ERR_INTERNET_DISCONNECTED/)
  const { maya, ben, devices } = called
  const [tab, otherTab, laptop] = devices
  const { id: conversationId } = await makeDirect(maya, ben)
  const begin = async () => {
    const input = { conversationId, media: 'voice', key: crypto.randomUUID() }
    const { id } = CallView.parse(await call(maya.page, 'calls.start', input))
    for (const page of devices) await expect(ringOf(page)).toBeVisible()
    return id
  }
  const silenceOf = async (others: Page[], at: number) => {
    for (const page of others) await expect(ringOf(page)).toHaveCount(0, { timeout: SILENT_WITHIN_MS })
    return Promise.all(others.map(async (page) => (await watchedOf(page)).silentAt - at))
  }
  const waited: Record<string, number[]> = { declined: [], 'called off': [], answered: [] }

  for (let round = 0; round < ROUNDS; round += 1) {
    await begin()
    waited.declined?.push(...(await silenceOf([otherTab, laptop], await press(tab, 'Decline'))))

    const callId = await begin()
    const calledOffAt = Date.now()
    await call(maya.page, 'calls.leave', { callId })
    waited['called off']?.push(...(await silenceOf(devices, calledOffAt)))

    await begin()
    if (round === 0) await cutFor(laptop, 1000)
    waited.answered?.push(...(await silenceOf([otherTab, laptop], await press(tab, 'Answer'))))
    if (round === ROUNDS - 1) break
    await controlOf(tab, 'Leave the call').click()
    await expect(callOf(tab)).toHaveCount(0)
  }
  for (const [how, ms] of Object.entries(waited)) print(`Silent on other devices once ${how}`, ms)
  print('Silent on other devices, all together', Object.values(waited).flat())

  await test.step('Ines calls Ben, who is in a call', async () => {
    const ines = await caller('Ines')
    const { id } = await makeDirect(ines, ben)
    await expect(controlOf(tab, 'Mute')).toBeVisible()
    await tab.waitForTimeout(1000)
    const before = await Promise.all(devices.map(notesOf))
    const played = async () => {
      const after = await Promise.all(devices.map(notesOf))
      return Math.max(...after.map((notes, index) => notes - (before[index] ?? 0)))
    }
    const input = { conversationId: id, media: 'voice', key: crypto.randomUUID() }
    await call(ines.page, 'calls.start', input)
    await expect(ringOf(tab)).toContainText('You are in another call. Answering leaves it.')
    await expect.poll(played).toBe(NOTES_OF_A_RING)
    // A ring that is not soft begins again after 2.4 seconds.
    await tab.waitForTimeout(3000)
    expect(await played()).toBe(NOTES_OF_A_RING)
    await press(tab, 'Decline')
    await expect(ringOf(tab)).toHaveCount(0)
    await expect(controlOf(tab, 'Mute')).toBeVisible()
  })
})

const NOTES_OF_A_RING = 4

/** Before the page loads: when a call ceased to ring in it, and how many notes were played. */
const watchRings = (page: Page) =>
  page.addInitScript(() => {
    const watched: Watched = { silentAt: 0, notes: 0 }
    Object.assign(globalThis, { watched })
    let rang = false
    new MutationObserver(() => {
      const rings = document.querySelector('[role="alertdialog"]') !== null
      if (rang && !rings) watched.silentAt = Date.now()
      rang = rings
    }).observe(document, { childList: true, subtree: true })
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      watched.notes += 1
      start.call(this, when)
    }
  })

const watchedOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched)
const notesOf = async (page: Page) => (await watchedOf(page)).notes

const pulses = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.ring-pulse')].some((element) =>
      element.getAnimations().some(({ playState }) => playState === 'running'),
    ),
  )

/** Presses at a time that is known, in milliseconds of the machine's clock. */
const press = (page: Page, name: 'Answer' | 'Decline') =>
  ringOf(page)
    .getByRole('button', { name, exact: true })
    .evaluate((button: HTMLElement) => {
      const at = Date.now()
      button.click()
      return at
    })

async function cutFor(page: Page, ms: number) {
  await page.context().setOffline(true)
  await page.waitForTimeout(ms)
  await page.context().setOffline(false)
  await page.waitForTimeout(2000)
}

const callsOf = async (person: Person) => {
  const answered = await person.page.request.get('/trpc/calls.active?input=%7B%7D')
  const { result } = await answered.json()
  return CallView.array().parse(result.data.calls)
}

function print(what: string, ms: number[]) {
  const sorted = [...ms].sort((one, other) => one - other)
  const at = (percent: number) => sorted[Math.ceil((sorted.length * percent) / 100) - 1]
  const row = `p50 ${at(50)} ms, p95 ${at(95)} ms, longest ${sorted.at(-1)} ms`
  test.info().annotations.push({ type: what, description: row })
  console.log(`${what}, ${sorted.length} times: ${row}`)
}
