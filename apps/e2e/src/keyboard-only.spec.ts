/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { makeChannel, makeDirect, sendAll } from './api.ts'
import { expect, test } from './journey.ts'
import { somebody } from './people.ts'
import { composerOf, messageOf, messagesOf, rowOf, timelineOf } from './screen.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** The name of the region that has the focus in it. */
const focusedRegion = (page: Page) =>
  page.evaluate(
    () =>
      document.activeElement
        ?.closest('[role="navigation"], [role="region"], [role="main"], [role="complementary"], main, nav')
        ?.getAttribute('aria-label') ?? '',
  )

/** Whether it can be seen where the focus is: by an outline of the element itself or of the frame around it. */
const focusIsSeen = (page: Page) =>
  page.evaluate(() => {
    for (let element = document.activeElement; element !== null; element = element.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) return true
      if (element.tagName === 'FORM') return false
    }
    return false
  })

test('registering needs no mouse', async ({ openBrowser }) => {
  const page = await openBrowser()
  const { name, username, email, password } = somebody('Maya')
  await page.goto('/register')
  // The page puts it there once it is drawn; keys pressed before go nowhere.
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  for (const words of [name, username, email, password]) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
    expect(await focusIsSeen(page), `the focus after ${words}`).toBe(true)
  }
  // What was typed can be looked at without a mouse too.
  await expect(page.getByRole('button', { name: 'Show what is typed' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(page.getByLabel('Password')).toHaveAttribute('type', 'text')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Home')
})

test('finding, reading and answering need no mouse', async ({ arrive }) => {
  const [maya, ben, cleo] = [await arrive('Maya'), await arrive('Ben'), await arrive('Cleo')]
  const { page } = maya
  const garden = await makeChannel(maya, 'a-garden', [ben])
  const kitchen = await makeChannel(maya, 'b-kitchen', [ben])
  await makeDirect(maya, cleo)
  const press = (keys: string) => page.keyboard.press(keys)

  await test.step('Ctrl+K finds a person and opens what was said with them', async () => {
    await press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Go to a conversation or a person' })).toBeFocused()
    await page.keyboard.type(ben.name)
    await expect(page.getByRole('option').first()).toContainText(ben.name)
    await press('Enter')
    await expect(heading(page)).toHaveText(ben.name)
    await expect(composerOf(page)).toBeFocused()
  })

  await test.step('what is typed is sent by Enter, and Shift+Enter is a new line', async () => {
    await page.keyboard.type('Two lines:')
    await press('Shift+Enter')
    await page.keyboard.type('this is the second.')
    await press('Enter')
    await expect(messagesOf(page).last()).toContainText('this is the second.')
    await expect(composerOf(page)).toHaveValue('')
    await expect(composerOf(page)).toBeFocused()
  })

  await test.step('Alt+↑ and Alt+↓ go through the conversations as they are shown, and round', async () => {
    for (const { name } of [ben, cleo]) await expect(rowOf(page, name)).toBeVisible()
    await press('Alt+ArrowDown')
    await expect(heading(page)).toContainText(cleo.name)
    await press('Alt+ArrowDown')
    await expect(heading(page)).toContainText(garden.name ?? '')
    await press('Alt+ArrowDown')
    await expect(heading(page)).toContainText(kitchen.name ?? '')
    await press('Alt+ArrowUp')
    await expect(heading(page)).toContainText(garden.name ?? '')
  })

  await test.step('back and forward are the browser’s', async () => {
    await page.goBack()
    await expect(heading(page)).toContainText(kitchen.name ?? '')
    await page.goForward()
    await expect(heading(page)).toContainText(garden.name ?? '')
  })

  await test.step('Alt+Shift+↓ goes to what is unread', async () => {
    await sendAll(ben, kitchen.id, ['The soup is ready.'])
    await expect(page).toHaveTitle(/^\(1\)/)
    await press('Alt+Shift+ArrowDown')
    await expect(heading(page)).toContainText(kitchen.name ?? '')
    await expect(messageOf(page, 'The soup is ready.')).toBeVisible()
    await expect(page).not.toHaveTitle(/^\(/)
    await press('Alt+Shift+ArrowDown')
    await expect(page.locator('#announcer')).toContainText('Nothing else is unread.')
  })

  await test.step('F6 goes through the regions, and where the focus is can be seen', async () => {
    const seen: string[] = []
    for (let presses = 0; presses < 5; presses += 1) {
      await press('F6')
      seen.push(await focusedRegion(page))
    }
    expect(new Set(seen)).toEqual(new Set(['Main', 'Conversations', 'Conversation', `#${kitchen.name}`]))
    await press('Tab')
    expect(await focusIsSeen(page)).toBe(true)
  })

  await test.step('Ctrl+/ shows the shortcuts; it is closed by Esc, and the focus is where it was', async () => {
    await composerOf(page).focus()
    await press('Control+/')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toBeVisible()
    await page.keyboard.type('unread conv')
    await expect(sheet.getByText('Next unread conversation')).toBeVisible()
    await expect(sheet.getByText('Bold')).toHaveCount(0)
    await press('Escape')
    await press('Escape')
    await expect(sheet).toHaveCount(0)
    await expect(composerOf(page)).toBeFocused()
  })
})

test('Esc goes back step by step', async ({ arrive }) => {
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { page } = maya
  const log = await makeChannel(ben, 'log', [maya])
  const words = Array.from({ length: 80 }, (_, index) => `Line ${index + 1} of the long story.`)
  await sendAll(ben, log.id, words)
  const press = (keys: string) => page.keyboard.press(keys)
  await press('Alt+Shift+ArrowDown')
  await expect(messageOf(page, words[0] ?? '')).toBeVisible()
  await press('Control+.')
  const panel = page.getByRole('complementary', { name: 'Members' })
  await expect(panel).toBeVisible()

  await test.step('from a message to the composer', async () => {
    await timelineOf(page).locator('article[tabindex="0"]').focus()
    await press('ArrowUp')
    await expect(timelineOf(page).getByRole('article').and(page.locator(':focus'))).toHaveCount(1)
    expect(await focusIsSeen(page)).toBe(true)
    await press('Escape')
    await expect(composerOf(page)).toBeFocused()
    await expect(panel).toBeVisible()
  })
  await test.step('closes the panel', async () => {
    await press('Escape')
    await expect(panel).toHaveCount(0)
  })
  await test.step('goes to the latest message', async () => {
    await press('Escape')
    await expect(messageOf(page, words.at(-1) ?? '')).toBeInViewport()
  })
  await test.step('marks the conversation read, which can be undone', async () => {
    await expect(page).toHaveTitle(/^\(\d+\)/)
    await press('Escape')
    await expect(page.getByText('Marked as read.')).toBeVisible()
    await expect(page).toHaveTitle(/^#log/, { timeout: 15_000 })
  })
})
