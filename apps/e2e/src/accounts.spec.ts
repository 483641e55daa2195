import { expectAccessible } from './accessible.ts'
import { expect, test } from './journey.ts'
import { linkMailedTo, mailTo } from './mailbox.ts'
import { otherServer } from './other-server.ts'
import { administrator, signIn, somebody } from './people.ts'
import { answerOnce } from './refused-once.ts'

const NEW_PASSWORD = 'violets are not always blue'

/** A request that is refused is an error in the console too. */
const REFUSED = /the server responded with a status of 4(0[0-9]|22)/

test('Maya registers, and her account begins at the link in the mail', async ({
  openBrowser,
  expectInConsole,
}) => {
  expectInConsole(REFUSED)
  const maya = somebody('Maya')
  const page = await openBrowser({ baseURL: otherServer() })
  await page.goto('/register')
  await test.step('what is wrong with a password is told while it is typed', async () => {
    await page.getByLabel('Name', { exact: true }).fill(maya.name)
    await page.getByLabel('Username').fill(maya.username)
    await page.getByLabel('E-mail').fill(maya.email)
    await page.getByLabel('Password').fill('violet')
    await expect(page.getByText('2 more characters.')).toBeVisible()
    await page.getByLabel('Password').fill(maya.username)
    await expect(page.getByText('Too short without your name and address in it.')).toBeVisible()
    await page.getByLabel('Password').fill(maya.password)
    await expect(page.getByText('Long enough.')).toBeVisible()
  })
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()
  await expect(page.getByText(maya.email)).toBeVisible()
  await expectAccessible(page, 'look into your mail')

  await test.step('until then nobody is there', async () => {
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, maya)
    await expect(page.getByText('The login or the password is wrong.')).toBeVisible()
  })

  const link = new URL(await linkMailedTo(maya.email, 'Finish signing up at Chatterly'))
  const landing = `${otherServer()}${link.pathname}${link.hash}`
  await test.step('the link takes one press, and she is in', async () => {
    await page.goto(landing)
    await expectAccessible(page, 'confirm your address')
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
    await page.goto('/settings/account')
    await expect(page.getByText(maya.email)).toBeVisible()
    await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  })
  await test.step('the link works once', async () => {
    await page.goto(landing)
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await expect(page.getByText('This link was used already, or has ended.')).toBeVisible()
  })
})

test('somebody who gives Olga’s address learns nothing of her account, and Olga is told', async ({
  openBrowser,
}) => {
  const stranger = { ...somebody('Mallory'), email: administrator.email }
  const page = await openBrowser({ baseURL: otherServer() })
  await page.goto('/register')
  await page.getByLabel('Name', { exact: true }).fill(stranger.name)
  await page.getByLabel('Username').fill(stranger.username)
  await page.getByLabel('E-mail').fill(stranger.email)
  await page.getByLabel('Password').fill(stranger.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()
  expect(await mailTo(administrator.email, 'You have an account already')).toContain('it stays as it is')
})

test('Ben has forgotten his password', async ({ arrive, openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  // A tab whose session was ended elsewhere may try to connect once more before it learns why it was cut off.
  expectInConsole(/WebSocket connection to .* failed/)
  const ben = await arrive('Ben')
  const page = await openBrowser()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  // Not “E-mail or username”, which is there until the page has come.
  await page.getByLabel('E-mail', { exact: true }).fill(ben.email)
  await expectAccessible(page, 'forgotten password')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible()

  const link = await linkMailedTo(ben.email, 'Set a new password')
  await test.step('the link leads to a new password', async () => {
    await page.goto(link)
    await expect(page.getByLabel('New password')).toBeFocused()
    await expectAccessible(page, 'a new password')
    await page.getByLabel('New password').fill('password1')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await expect(page.getByText('Many people use this password')).toBeVisible()
    await page.getByLabel('New password').fill(NEW_PASSWORD)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await expect(page.getByRole('heading', { name: 'Your password is set' })).toBeVisible()
  })
  await test.step('where he was signed in, he is signed out', async () => {
    await expect(ben.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })
  await test.step('the old password opens nothing, the new one does', async () => {
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, ben)
    await expect(page.getByText('The login or the password is wrong.')).toBeVisible()
    await signIn(page, { ...ben, password: NEW_PASSWORD })
    await expect(page.getByRole('heading', { name: 'Home' })).toBeVisible()
  })
})

test('Ines sees where she is signed in, and signs the other browser out at once', async ({
  arrive,
  openBrowser,
  expectInConsole,
}) => {
  expectInConsole(/WebSocket connection to .* failed/)
  const ines = await arrive('Ines')
  const phone = await openBrowser({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    viewport: { width: 390, height: 844 },
  })
  await phone.goto('/sign-in')
  await signIn(phone, ines)
  await expect(phone.getByRole('heading', { name: 'Home' }).or(phone.getByRole('main')).first()).toBeVisible()
  const { page } = ines
  await page.goto('/settings/devices')
  const devices = page.getByRole('list', { name: 'Devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This browser')
  await expect(devices.last()).toContainText('Safari on iPhone')
  await expectAccessible(page, 'devices')
  await devices.last().getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
  await expect(devices).toHaveCount(1)
  await expect(phone.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('Tomás changes what matters about his account', async ({ arrive, openBrowser, expectInConsole }) => {
  expectInConsole(REFUSED)
  expectInConsole(/WebSocket connection to .* failed/)
  const tomas = await arrive('Tomas')
  const { page } = tomas
  await test.step('a token is shown once, and revoked', async () => {
    await page.goto('/settings/tokens')
    await page.getByRole('button', { name: 'New token' }).click()
    await expectAccessible(page, 'a new token')
    await page.getByLabel('Name', { exact: true }).fill('Weather')
    await page.getByRole('button', { name: 'Make the token' }).click()
    const token = await page.getByText(/^chp_/).textContent()
    await expectAccessible(page, 'a token, shown once')
    await page.getByRole('button', { name: 'I have it' }).click()
    await expect(page.getByText(token ?? '')).toHaveCount(0)
    const asked = () =>
      page.request
        .get(`/trpc/users.me`, { headers: { authorization: `Bearer ${token}`, cookie: '' } })
        .then((answer) => answer.status())
    expect(await asked()).toBe(200)
    await page.getByRole('button', { name: 'Revoke Weather' }).click()
    await page.getByRole('button', { name: 'Revoke', exact: true }).click()
    await expect(page.getByText('You have none.')).toBeVisible()
    expect(await asked()).toBe(401)
  })
  await test.step('his new address is used once its link was opened', async () => {
    const email = `new-${tomas.email}`
    await page.goto('/settings/account')
    await expect(page.getByText('Not confirmed')).toBeVisible()
    await expectAccessible(page, 'the account')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('New e-mail').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(page.getByText('Your address changes when you open it.')).toBeVisible()
    await page.goto(await linkMailedTo(email, 'Confirm your new address'))
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible()
    await page.goto('/settings/account')
    await expect(page.getByText(email)).toBeVisible()
  })
  await test.step('a new password signs the other browser out', async () => {
    const other = await openBrowser()
    await other.goto('/sign-in')
    await signIn(other, tomas)
    await expect(other.getByRole('heading', { name: 'Home' })).toBeVisible()
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Present password').fill('not this one')
    await page.getByLabel('New password').fill(NEW_PASSWORD)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect(page.getByText('This is not your password.')).toBeVisible()
    await expectAccessible(page, 'the password')
    await page.getByLabel('Present password').fill(tomas.password)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await expect(page.getByText('Your password was changed.')).toBeVisible()
    await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })
  await test.step('after ten minutes his password is asked for again', async () => {
    await answerOnce(page, /tokens\.create/, 'auth.confirm_first')
    await page.goto('/settings/tokens')
    await page.getByRole('button', { name: 'New token' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Lamp')
    await page.getByRole('button', { name: 'Make the token' }).click()
    const dialog = page.getByRole('dialog', { name: 'Is it you?' })
    await expect(dialog.getByLabel('Password')).toBeFocused()
    await expectAccessible(page, 'the password again')
    await page.keyboard.type('not this one')
    await page.keyboard.press('Enter')
    await expect(dialog.getByText('This is not your password.')).toBeVisible()
    await dialog.getByLabel('Password').fill(NEW_PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/^chp_/)).toBeVisible()
  })
  await test.step('he asks for the deletion of his account, and keeps it', async () => {
    await page.goto('/settings/account')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await expectAccessible(page, 'whether to delete the account')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete my account' }).click()
    await expect(page.getByText(/Your account will be deleted on/)).toBeVisible()
    await page.getByRole('button', { name: 'Keep my account' }).click()
    await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible()
  })
})
