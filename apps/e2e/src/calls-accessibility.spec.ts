/// <reference lib="dom" />
import { expectAccessible } from './accessible.ts'
import { makeGroup } from './api.ts'
import { expect, inDirect, test } from './call-journey.ts'
import {
  answer,
  callOf,
  controlOf,
  expectVoices,
  leave,
  personOf,
  ringOf,
  startCall,
  stripOf,
} from './calling.ts'
import { messagesOf, openConversation } from './screen.ts'

// Axe looks at nine screens, twice each, while three pages send each other pictures.
test.setTimeout(300_000)

test('before a call, and while it rings', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)
  const { page } = maya
  await page.getByRole('button', { name: 'More ways to call' }).click()
  await expectAccessible(page, 'the ways to call')
  await page.getByRole('menuitem', { name: 'Check camera and microphone first' }).click()
  await expect(page.getByRole('dialog', { name: 'Ready to call?' })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Microphone' })).toBeEnabled()

  await expect(
    page.getByRole('img', { name: 'Microphone level' }).locator('[data-lit]').first(),
  ).toBeAttached()
  await expectAccessible(page, 'the green room')
  await page.keyboard.press('Escape')

  await startCall(page, 'Video call')
  await expect(ringOf(ben.page)).toBeVisible()
  await expectAccessible(ben.page, 'a call that rings')
  await controlOf(page, 'Cancel the call').click()
  await startCall(page, 'Video call')
  await expect(callOf(page)).toContainText('Ringing…')
  await expectAccessible(page, 'a call that is not answered yet')
  await ringOf(ben.page).getByRole('button', { name: 'Decline' }).click()
  await expect(page.getByRole('button', { name: 'Leave a message' })).toBeVisible()
  await openConversation(ben.page, maya.name)
  await expect(messagesOf(ben.page).last()).toContainText('Declined')
  await expectAccessible(page, 'a declined call')
  await expectAccessible(ben.page, 'a missed and a declined call in the timeline')
})

test('in a call', async ({ caller }) => {
  const [maya, ben, ines] = [await caller('Maya'), await caller('Ben'), await caller('Ines')]
  const group = await makeGroup(maya, `Fair ${maya.username}`, [ben, ines])
  const { page } = maya
  await openConversation(page, group.name ?? '')
  await startCall(page, 'Voice call')
  await answer(ben.page)
  await answer(ines.page)
  await expectVoices(page, 2)
  await expectAccessible(page, 'a call of voices')
  await controlOf(ben.page, 'Camera').click()
  await controlOf(ines.page, 'Raise hand').click()
  await controlOf(page, 'People').click()
  await expect(personOf(page, ben.name)).toContainText('camera on')
  await expectAccessible(page, 'a call with a picture, a hand and the list of people')
  for (const opens of ['More about the call', 'Microphone and speaker']) {
    await controlOf(page, opens).click()
    await expect(page.getByRole('dialog', { name: opens })).toBeVisible()
    await expectAccessible(page, opens)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('link', { name: 'Home' }).first().click()
  await expect(controlOf(page, 'Back to the call')).toBeVisible()
  await expectAccessible(page, 'the small player')
  await controlOf(page, 'Back to the call').click()
  await controlOf(page, 'Show the conversation').click()
  await expectAccessible(page, 'the call on one line')
  await leave(page)
  await expect(stripOf(page)).toBeVisible()
  await expectAccessible(page, 'a call in progress')
})

test('a call from the keyboard alone', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)
  await maya.page.getByRole('button', { name: 'Voice call' }).focus()
  await maya.page.keyboard.press('Enter')
  await expect(ringOf(ben.page)).toBeVisible()
  await ben.page.keyboard.press('Control+Enter')
  await expectVoices(ben.page)
  await controlOf(ben.page, 'Mute').focus()
  await ben.page.keyboard.press('m')
  await expect(personOf(maya.page, ben.name)).toContainText('muted')
  await ben.page.keyboard.press('v')
  await expect(personOf(maya.page, ben.name)).toContainText('camera on')
  await ben.page.keyboard.press('Control+Shift+Y')
  await expect(personOf(maya.page, ben.name)).toContainText('hand up')
  await ben.page.keyboard.press('Control+Shift+Space')
  await expect(personOf(maya.page, ben.name)).toContainText('microphone on')
})

test('without a microphone one listens, and is told what to do', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)
  await maya.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
  })
  await startCall(maya.page, 'Voice call')
  await answer(ben.page)
  await expectVoices(maya.page)
  await expect(callOf(maya.page)).toContainText('You hear the others; they do not hear you.')
  await expect(personOf(ben.page, maya.name)).toContainText('muted')
  await expectAccessible(maya.page, 'a call without a microphone')
})
