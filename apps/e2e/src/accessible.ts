/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './journey.ts'

/** CSS pixels, WCAG 2.5.8. */
const TARGET_MIN = 24

/** Nothing serious in light and in dark; every target can be hit. */
export async function expectAccessible(page: Page, screen: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await untilDrawn(page)
    expect.soft(await seriousIn(page), `${screen}, ${colorScheme}`).toEqual([])
  }
  expect.soft(await smallTargets(page), `targets below ${TARGET_MIN} px, ${screen}`).toEqual([])
}

/** Colours that are on their way from one scheme to the other are neither's. */
const untilDrawn = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })

export async function seriousIn(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .analyze()
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
