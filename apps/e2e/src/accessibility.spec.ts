/// <reference lib="dom" />
import { expectAccessible, expectToFitPhones, pixelsBeyond, seriousIn, smallTargets } from './accessible.ts'
import { makeChannel, makeDirect, sendAll } from './api.ts'
import { call } from './call.ts'
import { expect, test } from './journey.ts'
import type { Person } from './people.ts'
import { composerOf, editorOf, messageOf, messagesOf, openConversation, say, timelineOf } from './screen.ts'

const PHONE = { width: 390, height: 844 }

const MARKDOWN = [
  '**Bold**, _italic_, ~~gone~~, `code` and [a link](https://example.org).',
  '> A quote.',
  '1. First\n2. Second\n   - with a part',
  '```ts\nconst answer: number = 42\n```',
  '| who | what |\n|---|---|\n| Maya | tomatoes |\n| Ben | beans |',
  '🎉',
].join('\n\n')

/** A conversation with everything a message can hold, something unread, and somebody else in it. */
async function furnish(maya: Person, ben: Person) {
  const garden = await makeChannel(maya, 'garden', [ben], 'What grows and who waters it')
  await sendAll(maya, garden.id, ['Good morning.', MARKDOWN])
  await sendAll(ben, garden.id, ['Good morning, Maya.'])
  const direct = await makeDirect(maya, ben)
  await sendAll(ben, direct.id, ['Are you there?'])
  return { garden: garden.name ?? '', gardenPath: `/c/${garden.id}` }
}

/** A conversation in which messages were answered with emoji, edited and deleted. */
async function makeActedOn(maya: Person, ben: Person): Promise<string> {
  const { id: conversationId, name } = await makeChannel(maya, 'garden', [ben])
  const [plain, edited, deleted] = await sendAll(ben, conversationId, ['Plain.', 'Eddited.', 'Oops.'])
  await sendAll(maya, conversationId, ['Good evening.'])
  for (const person of [maya, ben])
    await call(person.page, 'reactions.add', { conversationId, messageId: plain?.id, emoji: '👍' })
  await call(ben.page, 'reactions.add', { conversationId, messageId: plain?.id, emoji: '🎉' })
  const edit = { conversationId, messageId: edited?.id, body: 'Edited.', key: 'edited' }
  await call(ben.page, 'messages.edit', edit)
  await call(ben.page, 'messages.delete', { conversationId, messageId: deleted?.id })
  return name ?? ''
}

test('signing in and registering', async ({ openBrowser }) => {
  const page = await openBrowser()
  for (const [path, title] of [
    ['/sign-in', 'Sign in'],
    ['/register', 'Create an account'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await expectAccessible(page, title)
    await page.getByRole('button', { name: title === 'Sign in' ? 'Sign in' : 'Create account' }).click()
    await expect(page.getByRole('textbox', { name: /name/i }).first()).toHaveAttribute('aria-invalid', 'true')
    await expectAccessible(page, `${title}, with problems`)
  }
})

test('the empty shell and its pages', async ({ arrive }) => {
  const { page } = await arrive('Maya')
  await expect(page.getByText('You are not in any conversation yet.')).toBeVisible()
  await expectAccessible(page, 'the empty shell')
  await page.goto('/browse')
  await expect(page.getByRole('searchbox', { name: 'Search channels' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Channels' })).not.toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page, 'browse channels')
  await page.goto('/new')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'a new conversation')
  await page.goto('/new?kind=channel')
  await expect(page.getByLabel('Topic')).toBeVisible()
  await expectAccessible(page, 'a new channel')
  await page.goto('/me')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page, 'the profile')
  await page.goto('/c/00000000-0000-7000-8000-000000000000')
  await expect(page.getByText('You are not in this conversation.')).toBeVisible()
  await expectAccessible(page, 'a conversation one is not in')
})

test('a conversation and what opens over it', async ({ arrive }) => {
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { page } = maya
  const { garden } = await furnish(maya, ben)
  await page.reload()
  await expect(page.getByRole('region', { name: 'Unread conversations' })).toBeVisible()
  await expectAccessible(page, 'home with something unread')
  await openConversation(page, garden)
  await expect(messagesOf(page)).toHaveCount(3)
  await expectAccessible(page, 'a conversation')
  await page.getByRole('button', { name: /^Members,/ }).click()
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page, 'the members panel')
  await page.getByRole('button', { name: 'Add people' }).click()
  await expect(page.getByRole('combobox', { name: 'People to add' })).toBeFocused()
  await expectAccessible(page, 'adding people')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: `Remove ${ben.name}` }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expectAccessible(page, 'the question before removing somebody')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'the switcher')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+/')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page, 'the shortcut sheet')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Connection:/ }).click()
  await expect(page.getByText(/in sync up to/).first()).toBeVisible()
  await expectAccessible(page, 'the status popover')
})

test('what can be done with a message', async ({ arrive }) => {
  test.setTimeout(120_000)
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { page } = maya
  const garden = await makeActedOn(maya, ben)
  await openConversation(page, garden)
  await expect(messagesOf(page)).toHaveCount(4)
  await expectAccessible(page, 'reactions, an edited and a deleted message')
  await messageOf(page, 'Good evening.').hover()
  await expect(page.getByRole('toolbar')).toBeVisible()
  await expectAccessible(page, 'the toolbar of a message')
  await page.getByRole('toolbar').getByRole('button', { name: 'Add reaction' }).click()
  await expect(page.getByRole('option', { name: 'grinning face', exact: true })).toBeVisible()
  // All of them at once would keep axe busy for minutes, and each is like the next.
  await page.keyboard.type('heart')
  await expect(page.getByRole('option', { name: 'grinning face', exact: true })).toHaveCount(0)
  await expectAccessible(page, 'the picker of emoji')
  await page.keyboard.press('Escape')
  for (const [action, sign] of [
    ['Seen by', page.getByRole('dialog', { name: 'Seen by' })],
    ['Delete', page.getByRole('alertdialog')],
    ['Edit', editorOf(page)],
  ] as const) {
    await messageOf(page, 'Good evening.').hover()
    await page.getByRole('toolbar').getByRole('button', { name: 'More actions' }).click()
    await expect(page.getByRole('menuitem', { name: action })).toBeVisible()
    if (action === 'Edit') await expectAccessible(page, 'the menu of a message')
    await page.getByRole('menuitem', { name: action }).click()
    await expect(sign).toBeVisible()
    await expectAccessible(page, action)
    await page.keyboard.press('Escape')
  }
})

test('an arrival is spoken by an announcer of its own, not by the log', async ({ arrive }) => {
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { garden } = await furnish(maya, ben)
  await openConversation(maya.page, garden)
  await openConversation(ben.page, garden)
  await expect(timelineOf(maya.page)).toHaveAttribute('aria-live', 'off')
  await expect(messagesOf(maya.page)).toHaveCount(3)
  await say(ben.page, 'Do you hear this?')
  const announcer = maya.page
    .locator('[aria-live="polite"]')
    .filter({ hasText: `${ben.name}: Do you hear this?` })
  await expect(announcer).toHaveCount(1)
  await expect(timelineOf(maya.page).locator('[aria-live="polite"]')).toHaveCount(0)
  await say(ben.page, 'One.')
  for (const words of ['Two.', 'Three.', 'Four.', 'Five.']) await say(ben.page, words)
  await expect(maya.page.locator('#announcer')).toContainText(/\d new messages/)
})

test('a message says who, when and what', async ({ arrive }) => {
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  const { garden } = await furnish(maya, ben)
  await openConversation(maya.page, garden)
  const message = messagesOf(maya.page).last()
  await expect(message).toHaveAccessibleName(new RegExp(`^${ben.name} \\d{1,2}:\\d{2}`))
  await expect(message).toHaveAccessibleDescription('Good morning, Maya.')
  await expect(composerOf(maya.page)).toHaveAccessibleName(`Message #${garden}`)
})

test('every screen on a phone', async ({ arrive, openBrowser }) => {
  const signedOut = await openBrowser({ viewport: PHONE, hasTouch: true, isMobile: true })
  await signedOut.goto('/register')
  await expect(signedOut.getByRole('heading', { name: 'Create an account' })).toBeVisible()
  await expectAccessible(signedOut, 'registering on a phone')

  const [maya, ben] = [
    await arrive('Maya', { viewport: PHONE, hasTouch: true, isMobile: true }),
    await arrive('Ben'),
  ]
  const { page } = maya
  const { gardenPath } = await furnish(maya, ben)
  for (const [path, sign] of [
    ['/', page.getByRole('searchbox', { name: 'Filter conversations' })],
    [gardenPath, messagesOf(page).last()],
    [`${gardenPath}?panel=members`, page.getByRole('list', { name: 'Members' })],
    ['/new', page.getByRole('option').first()],
    ['/browse', page.getByRole('searchbox', { name: 'Search channels' })],
    ['/me', page.getByRole('button', { name: 'Sign out' })],
    ['/settings/account', page.getByRole('button', { name: 'Delete my account' })],
    ['/settings/security', page.getByRole('button', { name: 'Add a passkey' })],
    ['/settings/devices', page.getByText('This browser')],
    ['/settings/tokens', page.getByText('You have none.')],
  ] as const) {
    await page.goto(path)
    await expect(sign).toBeVisible()
    await expectAccessible(page, `${path} on a phone`)
    await expectToFitPhones(page, path)
  }
})

test('the gates see what is wrong where something is', async ({ openBrowser }) => {
  const page = await openBrowser({ viewport: PHONE })
  await page.goto('/sign-in')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).evaluate((button) => {
    const unnamed = document.createElement('button')
    const pale = document.createElement('p')
    unnamed.style.cssText = 'inline-size: 12px; block-size: 12px; margin-inline-start: 500px'
    pale.style.cssText = 'color: #888; background: #999'
    pale.textContent = 'Hard to read'
    button.after(unnamed, pale)
  })
  const serious = (await seriousIn(page)).join(' ')
  expect((await seriousIn(page, ['color-contrast'])).join(' ')).toContain('Hard to read')
  expect(serious).toContain('button-name')
  expect(serious).toContain('color-contrast')
  expect(await smallTargets(page)).toHaveLength(1)
  expect(await pixelsBeyond(page)).toBeGreaterThan(0)
})
