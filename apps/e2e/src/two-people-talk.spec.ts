import { expect, test } from './journey.ts'
import { register, signIn, somebody } from './people.ts'
import { expectSaid, messageOf, messagesOf, openConversation, rowOf, say, unreadRowOf } from './screen.ts'

test('two people register, find each other and talk', async ({ openBrowser, expectInConsole }) => {
  // A tab whose session was ended elsewhere may try to connect once more before it learns why it was cut off.
  expectInConsole(/WebSocket connection to .* failed: HTTP Authentication failed/)
  const [maya, ben] = [somebody('Maya'), somebody('Ben')]
  const [mayas, bens] = [await openBrowser(), await openBrowser()]

  await test.step('both register', async () => {
    await register(mayas, maya)
    await register(bens, ben)
    await expect(mayas.getByText('You are not in any conversation yet.')).toBeVisible()
  })

  await test.step('Maya finds Ben and starts a conversation', async () => {
    await mayas.getByRole('main').getByRole('link', { name: 'Write to somebody' }).click()
    await mayas.getByRole('combobox', { name: 'With whom' }).fill(ben.name.toUpperCase())
    await mayas.getByRole('option', { name: ben.name }).click()
    await mayas.getByRole('button', { name: `Write to ${ben.name}` }).click()
    await expect(mayas.getByRole('heading', { name: ben.name, level: 1 })).toBeVisible()
    await say(mayas, 'Hello Ben, does this arrive?')
  })

  const bensOtherTab = await bens.context().newPage()
  await test.step('Ben sees that something is unread, in both of his tabs', async () => {
    await expect(unreadRowOf(bens, maya.name, 1)).toBeVisible()
    await bensOtherTab.goto('/')
    await expect(unreadRowOf(bensOtherTab, maya.name, 1)).toBeVisible()
    await expect(bensOtherTab).toHaveTitle('(1) Home — Chatterly')
  })

  await test.step('opening it reads it, in the other tab too', async () => {
    await openConversation(bens, maya.name)
    await expect(messageOf(bens, 'Hello Ben, does this arrive?')).toBeVisible()
    await expect(rowOf(bensOtherTab, maya.name)).toHaveAccessibleName(maya.name)
    await expect(bensOtherTab).toHaveTitle('Home — Chatterly')
    await expect(bensOtherTab.getByText('You have read everything.')).toBeVisible()
  })

  await test.step('they talk, both ways, live', async () => {
    await say(bens, 'It does!')
    await expect(messageOf(mayas, 'It does!')).toBeVisible()
    await say(mayas, 'And **this** too?')
    await expect(messagesOf(bens).last()).toContainText('And this too?')
    await expect(messagesOf(bens).last().getByRole('strong')).toHaveText('this')
    await expect(rowOf(mayas, ben.name)).toHaveAccessibleName(ben.name)
  })

  await test.step('while Maya is elsewhere, what Ben says is counted', async () => {
    await mayas.getByRole('link', { name: 'Browse channels' }).first().click()
    await say(bens, 'Yes, in bold.')
    await say(bens, 'See you later.')
    await expect(unreadRowOf(mayas, ben.name, 2)).toBeVisible()
    await expect(mayas).toHaveTitle('(2) Browse channels — Chatterly')
    await mayas.reload()
    await expect(unreadRowOf(mayas, ben.name, 2)).toBeVisible()
  })

  const said = [
    'Hello Ben, does this arrive?',
    'It does!',
    'And this too?',
    'Yes, in bold.',
    'See you later.',
  ]
  await test.step('everything is there after a reload', async () => {
    await openConversation(mayas, ben.name)
    await expectSaid(mayas, said)
    await expect(rowOf(mayas, ben.name)).toHaveAccessibleName(ben.name)
    await mayas.reload()
    await bens.reload()
    await expectSaid(mayas, said)
    await expectSaid(bens, said)
  })

  await test.step('signing out ends the session in all its tabs', async () => {
    await bensOtherTab.getByRole('link', { name: `You: ${ben.name}` }).click()
    await bensOtherTab.getByRole('button', { name: 'Sign out' }).click()
    await expect(bensOtherTab.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await expect(bens.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await bensOtherTab.goto('/')
    await expect(bensOtherTab.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  })

  await test.step('signing in again leads to where one was', async () => {
    await signIn(bens, ben)
    await expectSaid(bens, said)
  })
})
