import type { Page } from '@playwright/test'
import { expectAccessible, expectToFitPhones } from './accessible.ts'
import { continueAtProvider } from './at-provider.ts'
import { call } from './call.ts'
import { expect, test } from './journey.ts'
import { linkMailedTo } from './mailbox.ts'
import { otherServer } from './other-server.ts'
import { administrator, fillRegistration, somebody } from './people.ts'

const REFUSED = /the server responded with a status of 40[0-9]/

/** Olga, on her way to where she invites. */
async function comeAsOlga(page: Page) {
  await call(page, 'auth.login', { login: administrator.username, password: administrator.password })
  await page.goto('/')
  await page.getByRole('link', { name: 'Invite people' }).click()
  await expect(page.getByRole('heading', { name: 'Invite somebody' })).toBeVisible()
}

const newest = (page: Page) => page.getByRole('list', { name: 'Invitations' }).getByRole('listitem').first()

/** Gives the link, which is shown once. */
async function makeLink(olga: Page): Promise<string> {
  await olga.getByRole('button', { name: 'Invite', exact: true }).click()
  const link = olga.getByRole('main').getByText(/\/register#/)
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}

test('where only the invited come in, a link lets one of them in', async ({
  openBrowser,
  expectInConsole,
}) => {
  expectInConsole(REFUSED)
  const baseURL = otherServer('inviting')
  const [olga, page] = [await openBrowser({ baseURL }), await openBrowser({ baseURL })]
  await test.step('without one there is no form', async () => {
    await page.goto('/register')
    await expect(page.getByText('Registering here needs an invitation.')).toBeVisible()
    await expectAccessible(page, 'registering without an invitation')
  })
  await comeAsOlga(olga)
  const link = await makeLink(olga)
  await expectAccessible(olga, 'a new invitation')
  await expectToFitPhones(olga, 'a new invitation')
  await test.step('Pavel makes his account with it', async () => {
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'You are invited' })).toBeVisible()
    await fillRegistration(page, somebody('Pavel'))
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
    await olga.reload()
    await expect(newest(olga)).toContainText('Used at')
  })
  await test.step('and nobody a second one', async () => {
    const mallory = await openBrowser({ baseURL })
    await mallory.goto(link)
    await fillRegistration(mallory, somebody('Mallory'))
    await expect(mallory.getByText('There is no such invitation (any more).')).toBeVisible()
  })
  await test.step('what Olga revokes lets nobody in', async () => {
    const revoked = await makeLink(olga)
    await olga.getByRole('button', { name: 'Revoke the link' }).first().click()
    await olga.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await expect(olga.getByRole('main').getByText(revoked)).toHaveCount(0)
    await expect(newest(olga)).toContainText('Used at')
    const mallory = await openBrowser({ baseURL })
    await mallory.goto(revoked)
    await fillRegistration(mallory, somebody('Mallory'))
    await expect(mallory.getByText('There is no such invitation (any more).')).toBeVisible()
  })
})

test('an invitation that was mailed is for its address', async ({ openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  const baseURL = otherServer('inviting')
  const pia = somebody('Pia')
  const [olga, page] = [await openBrowser({ baseURL }), await openBrowser({ baseURL })]
  await comeAsOlga(olga)
  await olga.getByLabel('E-mail').fill(pia.email)
  await olga.keyboard.press('Enter')
  await expect(olga.getByText(`The invitation is on its way to ${pia.email}.`)).toBeVisible()
  await expect(newest(olga)).toContainText(pia.email)
  const { pathname, hash } = new URL(await linkMailedTo(pia.email, 'You are invited to Chatterly'))
  await page.goto(`${pathname}${hash}`)
  await fillRegistration(page, { ...pia, email: somebody('Mallory').email })
  await expect(page.getByText('There is no such invitation (any more).')).toBeVisible()
  await fillRegistration(page, pia)
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
})

test('where nobody registers, nobody is invited', async ({ openBrowser }) => {
  const baseURL = otherServer('closed')
  const page = await openBrowser({ baseURL })
  await page.goto('/register')
  await expect(page.getByText('Nobody can register here.')).toBeVisible()
  const olga = await openBrowser({ baseURL })
  await comeAsOlga(olga)
  await expect(olga.getByText('Nobody can register on this server')).toBeVisible()
  await expect(olga.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0)
})

test('an invitation goes along to the provider', async ({ arrive, openBrowser }) => {
  const [olga, page] = [await openBrowser(), await openBrowser()]
  await comeAsOlga(olga)
  await page.goto(await makeLink(olga))
  await expect(page.getByRole('heading', { name: 'You are invited' })).toBeVisible()
  await continueAtProvider(page, somebody('Lena'))
  await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  await olga.reload()
  await expect(newest(olga)).toContainText('Used at')
  await test.step('to others there is no such page', async () => {
    const ben = await arrive('Ben')
    await expect(ben.page.getByRole('link', { name: 'Invite people' })).toHaveCount(0)
    await ben.page.goto('/admin/invitations')
    await expect(ben.page.getByText('There is nothing at this address.')).toBeVisible()
  })
})
