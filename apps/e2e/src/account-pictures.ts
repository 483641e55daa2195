// Takes the pictures of the screens of an account: pnpm --filter @chatterly/e2e pictures
import { join } from 'node:path'
import { repositoryRoot } from '@chatterly/services/repository'
import { plugDeviceIn, turnSecondFactorOn } from './authenticators.ts'
import { expect, test } from './journey.ts'
import { enter } from './people.ts'

const FOLDER = join(repositoryRoot, 'docs/pictures')
const LOOK = { viewport: { width: 1280, height: 860 }, timezoneId: 'UTC', reducedMotion: 'reduce' } as const

test('pictures of an account', async ({ openBrowser }) => {
  const signedOut = await openBrowser(LOOK)
  await signedOut.goto('/sign-in')
  await expect(signedOut.getByRole('link', { name: 'Continue with Example Organisation' })).toBeVisible()
  await signedOut.screenshot({ path: join(FOLDER, 'sign-in-light.png') })

  const page = await openBrowser(LOOK)
  await enter(page, {
    name: 'Nora Berg',
    username: 'nora.berg',
    email: 'nora.berg@example.org',
    password: 'correct horse battery staple',
  })
  await plugDeviceIn(page)
  await turnSecondFactorOn(page)
  await page.getByRole('button', { name: 'I have them' }).click()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Laptop')
  await page.getByRole('button', { name: 'Make the passkey' }).click()
  await expect(page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('heading', { level: 1 }).click()
  await page.screenshot({ path: join(FOLDER, 'security-light.png') })
})
