/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { makeGroup } from './api.ts'
import { expect, inCall, inDirect, prepare, test } from './call-journey.ts'
import {
  answer,
  callOf,
  controlOf,
  expectMovingPictures,
  expectVoices,
  leave,
  personOf,
  ringOf,
  startCall,
  stripOf,
} from './calling.ts'
import { messagesOf, openConversation } from './screen.ts'

test('two people see each other, and what they switch off is seen to be off', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)

  await test.step('Maya calls, and hears that it rings', async () => {
    await startCall(maya.page, 'Video call')
    await expect(callOf(maya.page)).toContainText('Ringing…')
    await expect(ringOf(ben.page)).toContainText(maya.name)
  })

  await test.step('Ben answers with video: pictures move both ways', async () => {
    await answer(ben.page, 'With video')
    await expect(ringOf(ben.page)).toHaveCount(0)
    await Promise.all([expectMovingPictures(maya.page), expectMovingPictures(ben.page)])
    await expect(personOf(ben.page, maya.name)).toContainText('camera on')
  })

  await test.step('muting and the camera are told to the other one', async () => {
    await controlOf(maya.page, 'Mute').click()
    await expect(controlOf(maya.page, 'Mute')).toHaveAttribute('aria-pressed', 'true')
    await expect(personOf(ben.page, maya.name)).toContainText('muted')
    await controlOf(maya.page, 'Camera').click()
    await expect(personOf(ben.page, maya.name)).toContainText('camera off')
    await controlOf(maya.page, 'Camera').click()
    await expect(personOf(ben.page, maya.name)).toContainText('camera on')
    await expectMovingPictures(ben.page)
    await controlOf(maya.page, 'Mute').click()
    await expect(personOf(ben.page, maya.name)).not.toContainText('muted')
    await controlOf(ben.page, 'Raise hand').click()
    await expect(personOf(maya.page, ben.name)).toContainText('hand up')
  })

  await test.step('Ben shares a screen', async () => {
    await controlOf(ben.page, 'Share screen').click()
    await expect(personOf(maya.page, ben.name)).toContainText('shares a screen')
    await expectMovingPictures(maya.page)
    await controlOf(ben.page, 'Share screen').click()
    await expect(personOf(maya.page, ben.name)).not.toContainText('shares a screen')
  })

  await test.step('elsewhere the call goes on in a small player', async () => {
    await maya.page.getByRole('link', { name: 'Browse channels' }).first().click()
    await expect(controlOf(maya.page, 'Back to the call')).toBeVisible()
    await expectVoices(maya.page)
    await controlOf(maya.page, 'Back to the call').click()
    await expect(maya.page.getByRole('heading', { name: ben.name, level: 1 })).toBeVisible()
  })

  await test.step('either hangs up for both, and the conversation keeps how it was', async () => {
    await leave(ben.page)
    for (const { page } of [maya, ben]) {
      await expect(callOf(page)).toHaveCount(0)
      await expect(messagesOf(page).last()).toContainText('Video call')
      await expect(messagesOf(page).last().getByRole('button', { name: 'Call again' })).toBeVisible()
    }
  })
})

test('a third comes late, one leaves, and the others talk on', async ({ caller }) => {
  test.setTimeout(90_000)
  const [maya, ben, ines] = [await caller('Maya'), await caller('Ben'), await caller('Ines')]
  const group = await makeGroup(maya, `Fair ${maya.username}`, [ben, ines])
  const name = group.name ?? ''
  await openConversation(maya.page, name)
  await startCall(maya.page, 'Video call')
  await answer(ben.page, 'With video')
  await expectMovingPictures(maya.page)

  await test.step('Ines declines first, and comes in later by the strip', async () => {
    await ringOf(ines.page).getByRole('button', { name: 'Decline' }).click()
    await expect(ringOf(ines.page)).toHaveCount(0)
    await openConversation(ines.page, name)
    await expect(stripOf(ines.page)).toContainText('2 people')
    await expect(stripOf(ines.page)).toContainText(/\d\d:\d\d/)
    await stripOf(ines.page).getByRole('button', { name: 'Join' }).click()
    for (const { page } of [maya, ben, ines]) await expectMovingPictures(page, 2)
  })

  await test.step('only who started it may end it for everybody', async () => {
    await expect(controlOf(ben.page, 'More ways to leave')).toHaveCount(0)
    await expect(controlOf(maya.page, 'More ways to leave')).toBeVisible()
  })

  await test.step('Maya leaves: the other two go on, and she sees that they do', async () => {
    await leave(maya.page)
    await expect(stripOf(maya.page)).toContainText('2 people')
    for (const { page } of [ben, ines]) {
      await expect(personOf(page, maya.name)).toHaveCount(0)
      await expectMovingPictures(page)
    }
  })

  await test.step('with the last one the call is over', async () => {
    await leave(ben.page)
    await leave(ines.page)
    await expect(stripOf(maya.page)).toHaveCount(0)
    await expect(messagesOf(maya.page).last()).toContainText('Video call')
    await expect(messagesOf(maya.page).last()).toContainText(ines.name)
  })

  await test.step('or the owner of the group ends one that Ines started', async () => {
    await startCall(ines.page, 'Voice call')
    await answer(maya.page)
    await answer(ben.page)
    await expectVoices(ben.page, 2)
    await controlOf(maya.page, 'More ways to leave').click()
    await maya.page.getByRole('menuitem', { name: 'End for everybody' }).click()
    const asks = maya.page.getByRole('alertdialog', { name: 'End the call for everybody?' })
    await asks.getByRole('button', { name: 'End for everybody' }).click()
    for (const { page } of [maya, ben, ines]) {
      await expect(callOf(page)).toHaveCount(0)
      await expect(stripOf(page)).toHaveCount(0)
    }
  })
})

test('declined, and called off', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)
  await openConversation(ben.page, maya.name)
  await startCall(maya.page, 'Voice call')
  await ringOf(ben.page).getByRole('button', { name: 'Decline' }).click()
  await expect(ringOf(ben.page)).toHaveCount(0)
  await expect(maya.page.getByText('The call was declined')).toBeVisible()
  await expect(messagesOf(ben.page).last()).toContainText('Declined')

  await maya.page.getByRole('button', { name: 'Try again' }).click()
  await expect(ringOf(ben.page)).toBeVisible()
  await controlOf(maya.page, 'Cancel the call').click()
  await expect(ringOf(ben.page)).toHaveCount(0)
  await expect(messagesOf(ben.page).last()).toContainText('Missed voice call')
  await expect(messagesOf(maya.page).last()).toContainText('Cancelled')
})

test('answered in one tab, it is silent in the other; Escape silences and declines nothing', async ({
  caller,
}) => {
  const { maya, ben } = await inDirect(caller)
  const other = await ben.page.context().newPage()
  await prepare(other)
  await other.goto('/')
  await startCall(maya.page, 'Voice call')
  for (const page of [ben.page, other]) await expect(ringOf(page)).toBeVisible()
  await other.keyboard.press('Escape')
  await expect(ringOf(other).getByRole('button', { name: 'Silenced' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(ringOf(ben.page)).toBeVisible()
  await ben.page.keyboard.press('Control+Enter')
  await expect(ringOf(other)).toHaveCount(0)
  await Promise.all([expectVoices(maya.page), expectVoices(ben.page)])
  await expect(callOf(other)).toHaveCount(0)

  await test.step('the other tab may take the call over', async () => {
    await openConversation(other, maya.name)
    await stripOf(other).getByRole('button', { name: 'Join' }).click()
    await expect(callOf(ben.page)).toHaveCount(0)
    await expect(ben.page.getByText('The call goes on on your other device.')).toBeVisible()
    await Promise.all([expectVoices(maya.page), expectVoices(other)])
  })
})

test('a page that is reloaded rings again, and comes back to its call', async ({ caller }) => {
  const { maya, ben } = await inDirect(caller)
  await startCall(maya.page, 'Video call')
  await expect(ringOf(ben.page)).toBeVisible()
  await ben.page.reload()
  await maya.page.reload()
  await expect(callOf(maya.page)).toContainText('Ringing…')
  await answer(ben.page, 'With video')
  await Promise.all([expectMovingPictures(maya.page), expectMovingPictures(ben.page)])
  await controlOf(ben.page, 'Mute').click()
  await ben.page.reload()
  await Promise.all([expectMovingPictures(maya.page), expectMovingPictures(ben.page)])
  await expect(controlOf(ben.page, 'Mute')).toHaveAttribute('aria-pressed', 'true')
  await expect(personOf(maya.page, ben.name)).toContainText('muted')
})

test('who closes the tab has left', async ({ caller }) => {
  const { maya, ben } = await inCall(caller, 'Voice call')
  await ben.page.close()
  await expect(callOf(maya.page)).toHaveCount(0, { timeout: 12_000 })
})

test('ten seconds without a network: the call goes on', async ({ caller, expectInConsole }) => {
  expectInConsole(/ERR_INTERNET_DISCONNECTED|WebSocket is already in CLOSING/)
  const { maya, ben } = await inCall(caller, 'Video call')
  await ben.page.context().setOffline(true)
  await ben.page.waitForTimeout(10_000)
  await ben.page.context().setOffline(false)
  await Promise.all([expectMovingPictures(maya.page), expectMovingPictures(ben.page)])
  await controlOf(ben.page, 'Mute').click()
  await expect(personOf(maya.page, ben.name)).toContainText('muted')
  await leave(maya.page)
  await expect(callOf(ben.page)).toHaveCount(0)
})

test('a connection that breaks is looked for again', async ({ caller }) => {
  const { maya, ben } = await inCall(caller, 'Video call')
  const wayOf = (page: Page) =>
    page.evaluate(() => /a=ice-ufrag:(\S+)/.exec(openedConnections.at(-1)?.localDescription?.sdp ?? '')?.[1])
  const before = await wayOf(maya.page)
  await maya.page.evaluate(() => {
    const connection = openedConnections.at(-1)
    if (connection === undefined) throw new Error('there is no connection')
    Object.defineProperty(connection, 'connectionState', { get: () => 'failed', configurable: true })
    connection.dispatchEvent(new Event('connectionstatechange'))
  })
  await expect(personOf(maya.page, ben.name)).toContainText('reconnecting')
  await expect.poll(() => wayOf(maya.page)).not.toBe(before)
  await maya.page.evaluate(() => {
    const connection = openedConnections.at(-1)
    if (connection === undefined) throw new Error('there is no connection')
    Reflect.deleteProperty(connection, 'connectionState')
    connection.dispatchEvent(new Event('connectionstatechange'))
  })
  await expect(personOf(maya.page, ben.name)).not.toContainText('reconnecting')
  await Promise.all([expectMovingPictures(maya.page), expectMovingPictures(ben.page)])
})
