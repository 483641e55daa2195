/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { makeChannel, markRead, sendAll } from './api.ts'
import { expect, test } from './journey.ts'
import { composerOf, messageOf, openConversation, rowOf, say, timelineOf } from './screen.ts'

const COUNT = 300
const READ = 200
/** CSS pixels. */
const DRIFT_MAX = 1
const TURNS_MAX = 60
const bodyOf = (number: number) =>
  `Entry ${number}.${' It was a long day, and there is more to tell than fits one line.'.repeat(number % 4)}`
const bodies = Array.from({ length: COUNT }, (_, index) => bodyOf(index + 1))

const entry = (page: Page, number: number) => messageOf(page, bodyOf(number))

/** Where the message is between the top (0) and the bottom (1) of the timeline. */
async function heightOf(page: Page, number: number) {
  const [row, view] = await Promise.all([entry(page, number).boundingBox(), timelineOf(page).boundingBox()])
  if (row === null || view === null) throw new Error(`entry ${number} is not drawn`)
  return (row.y + row.height / 2 - view.y) / view.height
}

/** The numbers that are drawn; they follow each other without a hole. */
async function drawnNumbers(page: Page) {
  const numbers = await timelineOf(page)
    .locator('[data-message-number]')
    .evaluateAll((rows) => rows.map((row) => Number(row.dataset.messageNumber)))
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  return numbers
}

/** Turns the wheel again and again, until the message is drawn or has been passed. */
async function wheelTo(page: Page, number: number, pixels: number) {
  for (let turns = 0; turns < TURNS_MAX; turns += 1) {
    const numbers = await drawnNumbers(page)
    if (pixels < 0 ? (numbers[0] ?? 0) <= number : (numbers.at(-1) ?? 0) >= number) return
    await wheelWithoutJump(page, pixels)
  }
  throw new Error(`entry ${number} did not come in ${TURNS_MAX} turns of the wheel`)
}

/** Turns the wheel, then watches whether what came to rest is moved by what is still being loaded. */
async function wheelWithoutJump(page: Page, pixels: number) {
  await timelineOf(page).hover()
  await page.mouse.wheel(0, pixels)
  const moved = await timelineOf(page).evaluate(async (log) => {
    const frame = () => new Promise(requestAnimationFrame)
    for (let last = Number.NaN; last !== log.scrollTop; await frame()) last = log.scrollTop
    for (let frames = 0; frames < 6; frames += 1) await frame()
    const view = log.getBoundingClientRect()
    const row = [...log.querySelectorAll('article')].find(
      (other) => other.getBoundingClientRect().bottom > view.top + view.height / 2,
    )
    if (row === undefined) throw new Error('nothing is drawn')
    const before = row.getBoundingClientRect().top
    let furthest = 0
    for (const end = performance.now() + 150; performance.now() < end; await frame()) {
      furthest = Math.max(furthest, Math.abs(row.getBoundingClientRect().top - before))
    }
    return furthest
  })
  expect(moved, 'pixels that the text moved under the eye').toBeLessThanOrEqual(DRIFT_MAX)
}

test('a long conversation opens where reading stopped and is read both ways', async ({ arrive }) => {
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { page } = maya
  const diary = await makeChannel(ben, 'diary', [maya])
  const name = diary.name ?? ''
  await sendAll(ben, diary.id, bodies)
  await markRead(maya, diary.id, READ)
  await page.reload()

  await test.step('it opens at the first unread, with the divider a third from the top', async () => {
    await openConversation(page, name)
    await expect(timelineOf(page).getByRole('separator', { name: 'New messages' })).toBeInViewport()
    await expect(entry(page, READ + 1)).toBeInViewport()
    await expect(entry(page, READ)).toBeInViewport()
    expect(await heightOf(page, READ + 1)).toBeGreaterThan(0.2)
    expect(await heightOf(page, READ + 1)).toBeLessThan(0.5)
  })

  await test.step('scrolling up loads what was before, and nothing jumps', async () => {
    await wheelTo(page, 1, -2000)
    await wheelWithoutJump(page, -2000)
    await expect(page.getByText(`This is where #${name} begins.`)).toBeInViewport()
    await expect(entry(page, 1)).toBeInViewport()
  })

  await test.step('what comes meanwhile is counted on the way to the end', async () => {
    await page.getByRole('button', { name: 'Jump to the latest message' }).click()
    await expect(entry(page, COUNT)).toBeInViewport()
    await wheelWithoutJump(page, -2000)
    await sendAll(ben, diary.id, ['One more.', 'And another.'])
    await expect(page.getByRole('button', { name: '2 new, jump to the latest message' })).toBeVisible()
    await expect(messageOf(page, 'And another.')).not.toBeInViewport()
    await page.getByRole('button', { name: '2 new, jump to the latest message' }).click()
    await expect(messageOf(page, 'And another.')).toBeInViewport()
    await expect(page.getByRole('button', { name: /jump to the latest/i })).toHaveCount(0)
  })

  await test.step('a link opens with its message in the middle, and pages both ways', async () => {
    await page.goto(`/c/${diary.id}/m/60`)
    await expect(entry(page, 60)).toBeInViewport()
    expect(Math.abs((await heightOf(page, 60)) - 0.5)).toBeLessThan(0.15)
    await wheelTo(page, 1, -2000)
    await wheelTo(page, 180, 2000)
  })
})

test('a draft is kept for each conversation, and survives a reload', async ({ arrive }) => {
  const maya = await arrive('Maya')
  const { page } = maya
  const one = (await makeChannel(maya, 'one')).name ?? ''
  const two = (await makeChannel(maya, 'two')).name ?? ''
  await openConversation(page, one)
  await composerOf(page).fill('For one, half written')
  await openConversation(page, two)
  await expect(composerOf(page)).toHaveValue('')
  await composerOf(page).fill('For two, half written')
  await page.waitForTimeout(400)
  await page.reload()
  await expect(composerOf(page)).toHaveValue('For two, half written')
  await expect(rowOf(page, one)).toHaveAccessibleName(/, draft$/)
  await openConversation(page, one)
  await expect(composerOf(page)).toHaveValue('For one, half written')
  await say(page, 'For one, finished')
  await expect(composerOf(page)).toHaveValue('')
  await expect(rowOf(page, one)).toHaveAccessibleName(one)
  await page.reload()
  await expect(composerOf(page)).toHaveValue('')
})
