import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { enter, type Person, somebody } from './people.ts'

type Journey = {
  /** A browser in which nobody is signed in. */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>
  /** Somebody new, signed in, in a browser of their own. */
  arrive: (name: string, options?: BrowserContextOptions) => Promise<Person>
  /** What may stand among the errors of the console, because the journey brings it about. */
  expectInConsole: (pattern: RegExp) => void
}

/** Journeys of named people. An error in any console, a refusal of the content policy too, fails the journey. */
export const test = base.extend<Journey & { console: { problems: string[]; expected: RegExp[] } }>({
  console: async ({}, use) => {
    const seen: { problems: string[]; expected: RegExp[] } = { problems: [], expected: [] }
    await use(seen)
    const unexpected = seen.problems.filter((text) => !seen.expected.some((pattern) => pattern.test(text)))
    expect(unexpected, 'errors in the console').toEqual([])
  },
  expectInConsole: async ({ console }, use) => {
    await use((pattern) => void console.expected.push(pattern))
  },
  openBrowser: async ({ browser, console }, use) => {
    const opened: Page[] = []
    await use(async (options) => {
      const context = await browser.newContext(options)
      context.on('console', (message) => {
        if (message.type() === 'error') console.problems.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (problem) => console.problems.push(problem.error().message))
      const page = await context.newPage()
      opened.push(page)
      return page
    })
    for (const page of opened) await page.context().close()
  },
  arrive: async ({ openBrowser }, use) => {
    await use(async (name, options) => {
      const page = await openBrowser(options)
      return enter(page, somebody(name))
    })
  },
})
export { expect }
