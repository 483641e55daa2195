import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { continueAtProvider, goInAtProvider } from './at-provider.ts'
import { turnSecondFactorOn } from './authenticators.ts'
import { expect, test } from './journey.ts'
import { somebody } from './people.ts'
import { answerOnce } from './refused-once.ts'

const REFUSED = /the server responded with a status of 40[0-9]/

const accounts = (page: Page) => page.getByRole('list', { name: 'Other accounts' }).getByRole('listitem')

test('Sofia comes from where her team has accounts already', async ({ openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  const sofia = somebody('Sofia')
  const page = await openBrowser()
  await test.step('who says no there is told so here', async () => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Continue with Example Organisation' }).click()
    await page.getByRole('button', { name: 'Rather not' }).click()
    await expect(page.getByText('The provider did not sign you in.')).toBeVisible()
  })
  await test.step('who goes in has an account', async () => {
    await page.goto('/settings/security')
    await continueAtProvider(page, sofia)
    await expect(accounts(page)).toContainText(sofia.email)
    await expect(page.getByText('A code is asked for after a password, and you have none.')).toBeVisible()
  })
  await test.step('it is her last way to sign in, so it stays', async () => {
    await page.getByRole('button', { name: 'Remove Example Organisation' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByText('This is your last way to sign in. Add another one first.')).toBeVisible()
    await expectAccessible(page, 'an account without a password, and its last way to sign in')
  })
  await test.step('ten minutes later she shows there that it is her', async () => {
    await answerOnce(page, /account\.changePassword/, 'auth.confirm_first')
    await page.getByRole('button', { name: 'Set a password' }).click()
    await page.getByLabel('New password').fill(sofia.password)
    await page.getByRole('button', { name: 'Set the password' }).click()
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await expect(dialog.getByText('brings you back to this page')).toBeVisible()
    await expectAccessible(page, 'whether it is you, without a password')
    await dialog.getByRole('link', { name: 'Continue with Example Organisation' }).click()
    await expect(page.getByRole('button', { name: 'Set a password' })).toBeVisible()
  })
  await test.step('with a password of her own, the other account may go', async () => {
    await page.getByRole('button', { name: 'Set a password' }).click()
    await page.getByLabel('New password').fill(sofia.password)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await expect(page.getByText('Your password is set.')).toBeVisible()
    await page.getByRole('button', { name: 'Remove Example Organisation' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(accounts(page)).toHaveCount(0)
  })
})

test('Viktor links his account elsewhere, and signs in with it', async ({ arrive, openBrowser }) => {
  const viktor = await arrive('Viktor')
  await turnSecondFactorOn(viktor.page)
  const page = await openBrowser()
  await test.step('not before he has linked it, because anybody could have the address', async () => {
    await page.goto('/sign-in')
    await continueAtProvider(page, viktor)
    await expect(page.getByText('then link the provider in your settings')).toBeVisible()
  })
  await test.step('he links it', async () => {
    await viktor.page.getByRole('button', { name: 'Link Example Organisation' }).click()
    await goInAtProvider(viktor.page, viktor)
    await expect(accounts(viktor.page)).toContainText(viktor.email)
    await expect(viktor.page.getByRole('button', { name: 'Link Example Organisation' })).toHaveCount(0)
  })
  await test.step('from then on it signs him in, without a code', async () => {
    await page.getByRole('link', { name: 'Continue with Example Organisation' }).click()
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
  await test.step('nobody else can have it', async () => {
    const mallory = await arrive('Mallory')
    await mallory.page.goto('/settings/security')
    await mallory.page.getByRole('button', { name: 'Link Example Organisation' }).click()
    await goInAtProvider(mallory.page, viktor)
    await expect(mallory.page.getByText('Somebody else here signs in with this account')).toBeVisible()
    await expect(accounts(mallory.page)).toHaveCount(0)
  })
})
