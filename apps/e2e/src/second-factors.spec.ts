import { expectAccessible, expectToFitPhones } from './accessible.ts'
import { appWithSecretOf, turnSecondFactorOn } from './authenticators.ts'
import { expect, test } from './journey.ts'
import { mailTo } from './mailbox.ts'
import { signIn } from './people.ts'

/** A request that is refused is an error in the console too. */
const REFUSED = /the server responded with a status of 40[0-9]/

test('Nora asks for a code beside her password', async ({ arrive, openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  const nora = await arrive('Nora')
  const { page } = nora
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await expect(page.getByRole('img', { name: 'What your authenticator app scans' })).toBeVisible()
  await expectAccessible(page, 'setting up an authenticator app')
  await expectToFitPhones(page, 'setting up an authenticator app')
  const app = await appWithSecretOf(page)

  await test.step('a wrong code turns nothing on', async () => {
    await page.getByLabel('Code', { exact: true }).fill('000 000')
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await expect(page.getByText('This code is wrong, or was used already.')).toBeVisible()
  })
  await test.step('that of the app does, and recovery codes are shown once', async () => {
    await page.getByLabel('Code', { exact: true }).fill(app.code())
    await page.keyboard.press('Enter')
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await expect(codes).toHaveCount(10)
    await expectAccessible(page, 'recovery codes')
    await expectToFitPhones(page, 'recovery codes')
    const kept = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    expect((await kept).suggestedFilename()).toBe('chatterly-recovery-codes.txt')
    await page.getByRole('button', { name: 'I have them' }).click()
    await expect(codes).toHaveCount(0)
    await expect(page.getByText('10 recovery codes are left.')).toBeVisible()
    expect(await mailTo(nora.email, 'A second factor was added')).toContain('authenticator app')
  })

  await test.step('from then on the keyboard alone signs her in, with the code', async () => {
    const other = await openBrowser()
    await other.goto('/sign-in')
    await expect(other.getByLabel('E-mail or username')).toBeFocused()
    await other.keyboard.type(nora.username)
    await other.keyboard.press('Tab')
    await other.keyboard.type(nora.password)
    await other.keyboard.press('Enter')
    await expect(other.getByRole('heading', { name: 'One more step' })).toBeVisible()
    await expect(other.getByLabel('Code', { exact: true })).toBeFocused()
    await expectAccessible(other, 'the code')
    await other.keyboard.type(app.nextCode())
    await other.keyboard.press('Enter')
    await expect(other.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
})

test('Jonas has lost his phone', async ({ arrive, openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  const jonas = await arrive('Jonas')
  const { recoveryCodes } = await turnSecondFactorOn(jonas.page)
  const [first = '', second = ''] = recoveryCodes
  const begin = async () => {
    const page = await openBrowser()
    await page.goto('/sign-in')
    await signIn(page, jonas)
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await expect(page.getByLabel('Recovery code')).toBeFocused()
    return page
  }
  await test.step('a recovery code signs him in', async () => {
    const page = await begin()
    await expectAccessible(page, 'a recovery code')
    await page.keyboard.type(first.replaceAll('-', ' ').toUpperCase())
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
  const page = await begin()
  await test.step('once', async () => {
    await page.keyboard.type(first)
    await page.keyboard.press('Enter')
    await expect(page.getByText('This code is wrong, or was used already.')).toBeVisible()
    await page.getByRole('button', { name: 'Use the authenticator app' }).click()
    await expect(page.getByText('This code is wrong, or was used already.')).toHaveCount(0)
    await expect(page.getByLabel('Code', { exact: true })).toBeFocused()
  })
  await test.step('he goes back, and what he typed is there but the password', async () => {
    await page.getByRole('button', { name: 'Back to the sign-in' }).click()
    await expect(page.getByLabel('E-mail or username')).toHaveValue(jonas.username)
    await expect(page.getByLabel('Password')).toHaveValue('')
    await signIn(page, jonas)
    await page.getByLabel('Code', { exact: true }).fill(second)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
  await test.step('new codes replace the ones he has', async () => {
    await page.goto('/settings/security')
    await expect(page.getByText('8 recovery codes are left.')).toBeVisible()
    await page.getByRole('button', { name: 'New recovery codes' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click()
    await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
    expect(await page.getByRole('list', { name: 'Recovery codes' }).textContent()).not.toContain(second)
    await page.getByRole('button', { name: 'I have them' }).click()
  })
  await test.step('he turns it off, and his password is enough', async () => {
    await page.getByRole('button', { name: 'Turn it off' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Turn it off' }).click()
    await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()
    const other = await openBrowser()
    await other.goto('/sign-in')
    await signIn(other, jonas)
    await expect(other.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
})
