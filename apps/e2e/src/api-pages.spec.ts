import type { Page } from '@playwright/test'
import { expect, test } from './journey.ts'

const screens = [
  { name: 'a desktop in the light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'a phone in the dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const

/** What the page asks of anybody but this server. */
function foreignRequests(page: Page, own: string): string[] {
  const foreign: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== own && protocol.startsWith('http')) foreign.push(request.url())
  })
  return foreign
}

for (const { name, colorScheme, viewport } of screens) {
  test(`the interface is there to read on ${name}, and nobody else is asked`, async ({
    openBrowser,
    baseURL,
  }) => {
    const page = await openBrowser()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(viewport)
    const foreign = foreignRequests(page, baseURL ?? '')

    await page.goto('/docs')
    await expect(page.getByRole('heading', { name: 'Chatterly', exact: true })).toBeVisible()
    await expect(page.getByText('/auth/register').first()).toBeVisible()
    const isDark = await page.evaluate(() => document.body.classList.contains('dark-mode'))
    expect(isDark).toBe(colorScheme === 'dark')

    await page.goto('/docs/swagger')
    await page.getByRole('link', { name: 'messages', exact: true }).click()
    await expect(page.getByText('Say something.').first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(foreign).toEqual([])
  })
}

test('a question is tried from the page', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.goto('/docs/swagger')
  await page.getByRole('link', { name: 'account', exact: true }).click()
  await page.getByText('How this installation takes people in.').first().click()
  await page.getByRole('button', { name: 'Try it out' }).click()
  await page.getByRole('button', { name: 'Execute' }).click()
  await expect(page.locator('.live-responses-table').getByText('"registration"')).toBeVisible()
})
