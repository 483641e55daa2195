/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test'
import { buildGatePage, openGatePage } from './gate-page.ts'

/** CSS pixels what is being read may move on the screen, in any case. */
const DRIFT_MAX = 1
/** Cumulative layout shift that is still written 0.00. */
const CLS_MAX = 0.005
const FIRST_NUMBER = 100_000
const COUNT = 200
const ROUNDS = 5

type DriftPage = {
  prepend(count: number): void
  append(count: number): void
  grow(number: number, pixels: number): void
  react(number: number, people: number): void
  scrollToMessage(number: number): void
}
const drift = (page: Page) => page.evaluateHandle(() => (window as unknown as { drift: DriftPage }).drift)

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(120_000)
  await buildGatePage()
})

const log = (page: Page) => page.getByRole('log', { name: 'Generated messages' })

/** A dozen frames, so that everything is measured and drawn. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 12; frame += 1) await new Promise(requestAnimationFrame)
    await new Promise((resolve) => setTimeout(resolve, 250))
  })

/** Turned by a wheel, as a person would. */
async function scrollBy(page: Page, pixels: number) {
  await log(page).hover()
  await page.mouse.wheel(0, pixels)
  await settle(page)
}

/** The message in the middle of the view, and where its top is. */
const anchor = (page: Page) =>
  log(page).evaluate((element) => {
    const view = element.getBoundingClientRect()
    const middle = view.top + view.height / 2
    const rows = [...element.querySelectorAll<HTMLElement>('[data-message-number]')]
    const row = rows.find((other) => other.getBoundingClientRect().bottom > middle)
    return { number: Number(row?.dataset.messageNumber), top: row?.getBoundingClientRect().top ?? Number.NaN }
  })

const topOf = (page: Page, number: number) =>
  page.locator(`[data-message-number="${number}"]`).evaluate((row) => row.getBoundingClientRect().top)

const distanceToEnd = (page: Page) =>
  log(page).evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight)

/** What is read stays in its place while `change` happens; the furthest it was moved, also between, is the drift. */
async function expectNoDrift(page: Page, change: () => Promise<unknown>) {
  const before = await anchor(page)
  await change()
  await settle(page)
  const after = await topOf(page, before.number)
  expect(Math.abs(after - before.top), `message ${before.number} moved`).toBeLessThanOrEqual(DRIFT_MAX)
}

async function openAt(page: Page, open: string) {
  await openGatePage(page, `messages=${COUNT}&open=${open}`)
  await expect(log(page)).toBeVisible()
  await settle(page)
}

test('older messages come in above while reading in the middle', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  for (let round = 0; round < ROUNDS; round += 1) {
    await expectNoDrift(page, async () => (await drift(page)).evaluate((it) => it.prepend(50)))
  }
})

test('older messages come in above while the first ones are in view', async ({ page }) => {
  await openAt(page, 'message:3')
  for (let round = 0; round < ROUNDS; round += 1) {
    await scrollBy(page, -100_000)
    await expectNoDrift(page, async () => (await drift(page)).evaluate((it) => it.prepend(50)))
  }
})

test('new messages come in below while reading above', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  for (let round = 0; round < ROUNDS; round += 1) {
    await expectNoDrift(page, async () => (await drift(page)).evaluate((it) => it.append(3)))
  }
})

test('older and newer messages come in the same moment', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  await expectNoDrift(page, async () =>
    (await drift(page)).evaluate((it) => {
      it.prepend(50)
      it.append(5)
    }),
  )
})

test('a picture grows late above the view', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  for (const [round, pixels] of [240, 480, 120, 0].entries()) {
    const above = await firstAbove(page)
    expect(above, `a message is drawn above the view, round ${round}`).toBeGreaterThan(0)
    await expectNoDrift(page, async () =>
      (await drift(page)).evaluate((it, [n, px]) => it.grow(n, px), [above, pixels] as const),
    )
  }
})

test('a picture grows late below the view', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  for (const pixels of [240, 480, 0]) {
    const { number } = await anchor(page)
    await expectNoDrift(page, async () =>
      (await drift(page)).evaluate((it, [n, px]) => it.grow(n, px), [number + 12, pixels] as const),
    )
  }
})

test('reactions come and go above and below the view', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  const react = async (number: number, people: number) =>
    (await drift(page)).evaluate((it, [n, count]) => it.react(n, count), [number, people] as const)
  for (const people of [1, 8, 0, 3]) {
    const above = await firstAbove(page)
    expect(above, 'a message is drawn above the view').toBeGreaterThan(0)
    await expectNoDrift(page, () => react(above, people))
    await expect(page.locator(`[data-message-number="${above}"] [aria-pressed]`)).toHaveCount(
      Math.min(people, 5),
    )
    const { number } = await anchor(page)
    await expectNoDrift(page, () => react(number + 12, people))
  }
})

test('at the end a reaction to the last message stays in view', async ({ page }) => {
  await openAt(page, 'end')
  for (const people of [1, 8, 0]) {
    await (await drift(page)).evaluate((it, [n, count]) => it.react(n, count), [
      FIRST_NUMBER + COUNT - 1,
      people,
    ] as const)
    await settle(page)
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
  }
})

test('a picture grew above while it was not drawn, and is scrolled past', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  await (await drift(page)).evaluate((it, number) => it.grow(number, 300), FIRST_NUMBER + COUNT / 2 - 30)
  for (let round = 0; round < 12; round += 1) {
    const before = await anchor(page)
    const scrolled = await log(page).evaluate((element) => {
      element.scrollTop -= 150
      return 150
    })
    await settle(page)
    const after = await topOf(page, before.number)
    expect(Math.abs(after - before.top - scrolled)).toBeLessThanOrEqual(DRIFT_MAX)
  }
})

test('a link opens with its message in the middle', async ({ page }) => {
  const number = FIRST_NUMBER + 57
  await openAt(page, 'message:57')
  const row = await page.locator(`[data-message-number="${number}"]`).boundingBox()
  const view = await log(page).boundingBox()
  if (row === null || view === null) throw new Error('the message is not drawn')
  const offCentre = row.y + row.height / 2 - (view.y + view.height / 2)
  expect(Math.abs(offCentre)).toBeLessThan(row.height)
  await expectNoDrift(page, async () => (await drift(page)).evaluate((it) => it.prepend(50)))
  await expectNoDrift(page, async () => (await drift(page)).evaluate((it) => it.append(50)))
})

test('at the end the view follows what comes, also what grows late', async ({ page }) => {
  await openAt(page, 'end')
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
  for (let round = 0; round < ROUNDS; round += 1) {
    await (await drift(page)).evaluate((it) => it.append(2))
    await settle(page)
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
  }
  const { number } = await anchor(page)
  await (await drift(page)).evaluate((it, n) => it.grow(n, 300), number)
  await settle(page)
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
  await (await drift(page)).evaluate((it) => it.prepend(50))
  await settle(page)
  expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
})

test('a hand that scrolls up is not pulled back to an end that still grows', async ({ page }) => {
  await openAt(page, 'end')
  await log(page).hover()
  const { number } = await anchor(page)
  await (await drift(page)).evaluate((it, grown) => {
    it.append(2)
    for (let step = 1; step <= 15; step += 1) setTimeout(() => it.grow(grown, step * 10), step * 20)
  }, number)
  await page.mouse.wheel(0, -1200)
  await settle(page)
  await settle(page)
  expect(await distanceToEnd(page)).toBeGreaterThan(1000)
})

test('the view becomes lower and higher, as under a composer that grows', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  for (const height of [420, 720]) {
    const top = FIRST_NUMBER + COUNT / 2 - 2
    const before = await topOf(page, top)
    await page.setViewportSize({ width: 1280, height })
    await settle(page)
    expect(Math.abs((await topOf(page, top)) - before)).toBeLessThanOrEqual(DRIFT_MAX)
  }
  await openAt(page, 'end')
  for (const height of [420, 720, 300, 720]) {
    await page.setViewportSize({ width: 1280, height })
    await settle(page)
    expect(await distanceToEnd(page)).toBeLessThanOrEqual(DRIFT_MAX)
  }
})

test('the gate sees a drift where there is one', async ({ page }) => {
  await openAt(page, `message:${COUNT / 2}`)
  const before = await anchor(page)
  await scrollBy(page, 5)
  expect(Math.abs((await topOf(page, before.number)) - before.top)).toBeGreaterThan(DRIFT_MAX)
})

test('five thousand rows scroll without long pauses and without layout shifts', async ({ page }) => {
  await openGatePage(page, 'messages=5000&open=end')
  await settle(page)
  const seen = await log(page).evaluate(async (element) => {
    let shifts = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift' })
    const frames: number[] = []
    for (let frame = 0, last = performance.now(); frame < 120; frame += 1) {
      element.scrollTop -= 240
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      frames.push(now - last)
      last = now
    }
    frames.sort((one, other) => one - other)
    return { shifts, medianMs: frames[60] ?? 0, slowMs: frames[113] ?? 0 }
  })
  console.log(
    `5,000 rows: median frame ${seen.medianMs.toFixed(1)} ms, 95th percentile ${seen.slowMs.toFixed(1)} ms, layout shift ${seen.shifts.toFixed(4)}`,
  )
  expect(seen.shifts).toBeLessThan(CLS_MAX)
  expect(seen.medianMs).toBeLessThan(50)
})

/** The nearest message that is drawn wholly above the view. */
const firstAbove = (page: Page) =>
  log(page).evaluate((element) => {
    const { top } = element.getBoundingClientRect()
    const rows = [...element.querySelectorAll<HTMLElement>('[data-message-number]')]
    const above = rows.filter((row) => row.getBoundingClientRect().bottom < top)
    return Number(above.at(-1)?.dataset.messageNumber ?? 0)
  })
