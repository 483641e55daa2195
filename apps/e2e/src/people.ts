import { randomBytes } from 'node:crypto'
import { SignedIn } from '@chatterly/protocol/auth/shapes'
import type { UserId } from '@chatterly/protocol/ids'
import { expect, type Page } from '@playwright/test'
import { call } from './call.ts'

export type Identity = { name: string; username: string; email: string; password: string }
export type Person = Identity & { id: UserId; page: Page }

/** A new identity. All journeys share one product, so that each of their people is called a little differently. */
export function somebody(firstName: string): Identity {
  const mark = randomBytes(3).toString('hex')
  const username = `${firstName}-${mark}`.toLowerCase()
  return {
    name: `${firstName} ${mark}`,
    username,
    email: `${username}@example.org`,
    password: 'correct horse battery staple',
  }
}

/** Who came first. */
export const administrator: Identity = {
  name: 'Olga',
  username: 'olga',
  email: 'olga@example.org',
  password: 'correct horse battery staple',
}

/** Registers without the form, and opens the first page. */
export async function enter(page: Page, identity: Identity): Promise<Person> {
  const { name: displayName, username, email, password } = identity
  const { user } = SignedIn.parse(
    await call(page, 'auth.register', { displayName, username, email, password }),
  )
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'New conversation' }).first()).toBeVisible()
  return { ...identity, id: user.id, page }
}

/** Registers as people do. */
export async function register(page: Page, identity: Identity) {
  await page.goto('/')
  await page.getByRole('link', { name: 'Create an account' }).click()
  await fillRegistration(page, identity)
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
}

export async function fillRegistration(page: Page, { name, username, email, password }: Identity) {
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export async function signIn(page: Page, { username, password }: Identity) {
  await page.getByLabel('E-mail or username').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
