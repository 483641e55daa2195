import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './journey.ts'
import { enter, somebody } from './people.ts'

const BUDGET_BYTES = 250 * 1024

/** Gzipped bytes of every script that the page loads until it is quiet. */
async function scriptsOf(page: Page, open: () => Promise<unknown>) {
  const loaded = new Map<string, Promise<Buffer>>()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.endsWith('.js') && response.ok()) loaded.set(pathname, response.body())
  })
  await open()
  await page.waitForLoadState('networkidle')
  const bodies = await Promise.all(loaded.values())
  return { count: bodies.length, bytes: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) }
}

test('the first route loads little', async ({ openBrowser }, testInfo) => {
  const page = await openBrowser()
  const signIn = await scriptsOf(page, async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })
  await enter(page, somebody('Maya'))
  const again = await page.context().newPage()
  const shell = await scriptsOf(again, async () => {
    await again.goto('/')
    await expect(again.getByText('You are not in any conversation yet.')).toBeVisible()
  })
  for (const [route, { count, bytes }] of Object.entries({ 'sign-in': signIn, 'signed-in shell': shell })) {
    const words = `${(bytes / 1024).toFixed(1)} KB gzip in ${count} scripts`
    testInfo.annotations.push({ type: `initial JavaScript, ${route}`, description: words })
    console.log(`Initial JavaScript, ${route}: ${words}`)
    expect(count, `scripts of ${route}`).toBeGreaterThan(0)
    expect(bytes, `bytes of ${route}`).toBeLessThanOrEqual(BUDGET_BYTES)
  }
})
