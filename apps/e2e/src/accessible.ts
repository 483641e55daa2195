/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './journey.ts'

/** CSS pixels, WCAG 2.5.8. */
const TARGET_MIN = 24
/** What one scheme can do well and the other badly. All other rules see the same page in both. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']
/** React Aria's live region: what a button said stays there for seconds, named by a button that may have gone. */
const ANNOUNCER = '[data-live-announcer]'

/** Nothing serious in light and in dark; every target can be hit. */
export async function expectAccessible(page: Page, screen: string) {
  await show(page, 'light')
  expect.soft(await seriousIn(page), `${screen}, light`).toEqual([])
  await show(page, 'dark')
  expect.soft(await seriousIn(page, RULES_OF_COLOUR), `${screen}, dark`).toEqual([])
  expect.soft(await smallTargets(page), `targets below ${TARGET_MIN} px, ${screen}`).toEqual([])
}

async function show(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await untilDrawn(page)
}

/** Colours that are on their way from one scheme to the other are neither's. */
const untilDrawn = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })

/** By all rules, or by those that are named. Without frames of others there is nothing that takes a page of its own. */
export async function seriousIn(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude(ANNOUNCER)
  if (rules) axe.withRules(rules)
  const { violations, passes } = await axe.analyze()
  expect(passes.length, 'rules that found something to look at').toBeGreaterThan(0)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`))
}

/** What can be pressed and is too small for it; links within a text are excepted, as the criterion says. */
export const smallTargets = (page: Page) =>
  page.evaluate((minimum) => {
    const pressable = 'a[href], button, input, textarea, [role="radio"], [role="option"], label:has(input)'
    const isSeen = (element: Element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[aria-hidden="true"], [inert]') === null
    return [...document.querySelectorAll(pressable)]
      .filter((element) => isSeen(element) && getComputedStyle(element).display !== 'inline')
      .filter((element) => !element.matches('.sr-only, .sr-only *, [style*="clip"], [style*="clip"] *'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < minimum || box.height < minimum)
      .map(({ element, box }) => `${element.outerHTML.slice(0, 120)} ${box.width}×${box.height}`)
  }, TARGET_MIN)

const PHONE_WIDTHS = [390, 360, 320]

/** Nothing of it lies beyond the edge of a phone. Afterwards the page is as wide as it was. */
export async function expectToFitPhones(page: Page, screen: string) {
  const before = page.viewportSize()
  for (const width of PHONE_WIDTHS) {
    await page.setViewportSize({ width, height: 844 })
    expect.soft(await pixelsBeyond(page), `pixels beyond the edge, ${screen} at ${width} px`).toBe(0)
  }
  if (before) await page.setViewportSize(before)
}

/** CSS pixels of the page, or of a part that scrolls, that can only be seen by scrolling sideways. */
export const pixelsBeyond = (page: Page) =>
  page.evaluate(() => {
    const scrollers = [...document.querySelectorAll('main, main *')].filter(
      (element) =>
        ['auto', 'scroll'].includes(getComputedStyle(element).overflowY) &&
        element.closest('pre, table') === null,
    )
    const root = document.documentElement
    return Math.max(...[root, ...scrollers].map((element) => element.scrollWidth - element.clientWidth))
  })
