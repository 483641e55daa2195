import type { Page } from '@playwright/test'
import { expect } from './journey.ts'
import type { Identity } from './people.ts'

/** From the sign-in or the registration to the provider, which asks who is there and sends them back. */
export async function continueAtProvider(page: Page, person: Pick<Identity, 'name' | 'email'>) {
  await page.getByRole('link', { name: 'Continue with Example Organisation' }).click()
  await goInAtProvider(page, person)
}

export async function goInAtProvider(page: Page, { name, email }: Pick<Identity, 'name' | 'email'>) {
  await expect(page.getByRole('heading', { name: 'Example Organisation' })).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Go in' }).click()
}
