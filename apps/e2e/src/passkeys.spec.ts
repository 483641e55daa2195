import { expectAccessible } from './accessible.ts'
import { plugDeviceIn } from './authenticators.ts'
import { expect, test } from './journey.ts'
import { answerOnce } from './refused-once.ts'

const REFUSED = /the server responded with a status of 40[0-9]/

test('Iris signs in with her finger', async ({ arrive, expectInConsole }) => {
  expectInConsole(REFUSED)
  const iris = await arrive('Iris')
  const { page } = iris
  const device = await plugDeviceIn(page)
  const passkeys = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')
  await page.goto('/settings/security')
  await test.step('a passkey is made, and has a name', async () => {
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Laptop')
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    await expect(passkeys).toHaveCount(1)
    await expect(passkeys.first()).toContainText('Never used')
    await page.getByRole('button', { name: 'Rename Laptop' }).click()
    await expectAccessible(page, 'a passkey, and another name for it')
    await page.getByLabel('Name', { exact: true }).fill('Old laptop')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(passkeys.first()).toContainText('Old laptop')
  })
  await test.step('the same device makes no second one', async () => {
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Laptop again')
    await page.getByRole('button', { name: 'Make the passkey' }).click()
    await expect(page.getByText('This device has a passkey of your account already.')).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('signed out, she gives no name and no password', async () => {
    await page.goto('/me')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await page.goto('/sign-in?from=%2Fsettings%2Fsecurity')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(passkeys.first()).toContainText('Last used at')
  })
  await test.step('it shows that it is her, where that is asked', async () => {
    await answerOnce(page, /passkeys\.remove/, 'auth.confirm_first')
    await page.getByRole('button', { name: 'Remove Old laptop' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await expect(dialog.getByLabel('Password')).toBeFocused()
    await expectAccessible(page, 'whether it is you, with a passkey')
    await dialog.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(passkeys).toHaveCount(0)
  })
  await test.step('a passkey that was removed here signs nobody in', async () => {
    await page.goto('/me')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(page.getByText('This passkey does not sign anybody in here.')).toBeVisible()
  })
  await test.step('nor does one whose owner it does not recognize', async () => {
    await device.doubt()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await expect(page.getByText('No passkey was used. Try again, or choose another way.')).toBeVisible()
  })
})
