import { openAuthenticatorApp } from '@chatterly/testing/authenticator-app'
import type { Page } from '@playwright/test'
import { expect } from './journey.ts'

const STEP_MS = 30_000

/** The secret that is shown on the page goes into an app. Gives the app's codes: of now, and of half a minute later. */
export async function appWithSecretOf(page: Page) {
  const shown = await page.getByRole('form', { name: 'Authenticator app' }).locator('code').textContent()
  const app = openAuthenticatorApp((shown ?? '').replaceAll(' ', ''))
  return {
    code: () => app.codeAt(new Date()),
    /** Counts already, as that of a phone whose clock is fast. A code of now may have been used. */
    nextCode: () => app.codeAt(new Date(Date.now() + STEP_MS)),
  }
}

/** What a passkey is made on and found on: the browser's own, whose owner is there and is recognized. */
export async function plugDeviceIn(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  return {
    /** From now on its owner is not recognized. */
    doubt: () => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
  }
}

/** Turns a second factor on. Gives the app, and the recovery codes. */
export async function turnSecondFactorOn(page: Page) {
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const app = await appWithSecretOf(page)
  await page.getByLabel('Code', { exact: true }).fill(app.code())
  await page.getByRole('button', { name: 'Turn it on' }).click()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  return { app, recoveryCodes: await codes.allTextContents() }
}
