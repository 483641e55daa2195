/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { makeDirect } from './api.ts'
import { expect, test } from './journey.ts'
import { messageOf, openConversation, say } from './screen.ts'

const COUNT = 200
/** Milliseconds between two messages, at least and at most. */
const PACE_MS = [60, 160] as const

const bodyOf = (number: number) => `Message ${number} of ${COUNT}`

/** Notes, in the clock of the machine, the frame in which each message first stands on this screen. */
const noteArrivals = (page: Page) =>
  page.evaluate(() => {
    const shownAt = new Map<string, number>()
    Object.assign(window, { shownAt })
    const note = (body: string) => {
      if (shownAt.has(body)) return
      shownAt.set(body, Number.NaN)
      requestAnimationFrame(() => shownAt.set(body, performance.timeOrigin + performance.now()))
    }
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const { textContent } of addedNodes) {
          for (const body of textContent?.match(/Message \d+ of \d+/g) ?? []) note(body)
        }
      }
    }).observe(document.querySelector('[role="log"][aria-label]') ?? document.body, {
      childList: true,
      subtree: true,
    })
  })

/** When the answer to each send was complete, in the order of sending. */
const acknowledgedAt = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('messages.send'))
      .map((entry) => performance.timeOrigin + (entry as PerformanceResourceTiming).responseEnd),
  )

test('from the sender’s acknowledgement to the other screen', async ({ arrive }, testInfo) => {
  test.setTimeout(120_000)
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  await openConversation(ben.page, maya.name)
  await maya.page.evaluate((size) => performance.setResourceTimingBufferSize(size), 4 * COUNT)
  await noteArrivals(ben.page)

  for (let number = 1; number <= COUNT; number += 1) {
    await say(maya.page, bodyOf(number))
    await maya.page.waitForTimeout(PACE_MS[0] + Math.random() * (PACE_MS[1] - PACE_MS[0]))
  }
  await expect(messageOf(ben.page, bodyOf(COUNT))).toBeVisible()

  const sent = await acknowledgedAt(maya.page)
  const shown = await ben.page.evaluate(() =>
    Object.fromEntries((window as unknown as { shownAt: Map<string, number> }).shownAt),
  )
  expect(sent).toHaveLength(COUNT)
  expect(Object.keys(shown)).toHaveLength(COUNT)
  const waited = sent
    .map((at, index) => Math.max(0, (shown[bodyOf(index + 1)] ?? Number.NaN) - at))
    .sort((one, other) => one - other)
  const words = [50, 95, 99]
    .map((percent) => `p${percent} ${waited[Math.ceil((COUNT * percent) / 100) - 1]?.toFixed(1)} ms`)
    .join(', ')
  testInfo.annotations.push({ type: 'acknowledgement to the other screen', description: words })
  console.log(`Acknowledgement to the other screen, ${COUNT} messages: ${words}`)
})
