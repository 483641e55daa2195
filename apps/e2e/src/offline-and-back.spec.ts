import { makeDirect } from './api.ts'
import { expect, test } from './journey.ts'
import { composerOf, expectSaid, messageOf, openConversation, say, timelineOf } from './screen.ts'

/** What a browser without a network says of every request it cannot make. */
const NO_NETWORK = /ERR_INTERNET_DISCONNECTED/
const BELL = '\u0007'

test('what is written offline is shown at once and arrives once, in order', async ({
  arrive,
  expectInConsole,
}) => {
  expectInConsole(NO_NETWORK)
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  await openConversation(ben.page, maya.name)
  const written = ['First, from the tunnel.', 'Second, still in it.', 'Third, I see light.']

  await test.step('offline, each is there at once, on its way', async () => {
    await maya.page.context().setOffline(true)
    for (const words of written) await say(maya.page, words)
    await expectSaid(maya.page, written)
    await expect(timelineOf(maya.page).getByRole('img', { name: 'On its way' })).toHaveCount(3)
    await expect(maya.page.getByText('Reconnecting… your messages will be sent.')).toBeVisible()
  })

  await test.step('back online, all three go out', async () => {
    await maya.page.context().setOffline(false)
    await expect(maya.page.getByText('Back online, 3 messages sent.')).toBeVisible()
    await expect(timelineOf(maya.page).getByRole('img', { name: 'On its way' })).toHaveCount(0)
    await expectSaid(ben.page, written)
    await expectSaid(maya.page, written)
  })

  await test.step('and stay so', async () => {
    await maya.page.reload()
    await expectSaid(maya.page, written)
  })
})

test('what was unsent when the tab was closed is sent when it is opened again', async ({
  arrive,
  expectInConsole,
}) => {
  expectInConsole(NO_NETWORK)
  const [maya, ben] = [await arrive('Maya'), await arrive('Ben')]
  await makeDirect(maya, ben)
  await openConversation(ben.page, maya.name)
  await openConversation(maya.page, ben.name)
  const written = ['I must close the lid now.', 'More when I am there.']

  await maya.page.context().setOffline(true)
  for (const words of written) await say(maya.page, words)
  await expectSaid(maya.page, written)
  const context = maya.page.context()
  await maya.page.close()
  await context.setOffline(false)
  const nextDay = await context.newPage()
  await nextDay.goto('/')

  await expectSaid(ben.page, written)
  await openConversation(nextDay, ben.name)
  await expectSaid(nextDay, written)
})

test('what the server refuses can be tried again, edited, copied and deleted', async ({
  arrive,
  expectInConsole,
}) => {
  expectInConsole(/status of 4\d\d .*messages\.send/)
  const [maya, ben] = [
    await arrive('Maya', { permissions: ['clipboard-read', 'clipboard-write'] }),
    await arrive('Ben'),
  ]
  await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  const { page } = maya
  const notSent = timelineOf(page).getByRole('group', { name: 'Not sent' })
  const refused = `Ring${BELL} the bell`

  await say(page, refused)
  await expect(notSent).toContainText('Not sent. A message has no control characters.')

  await notSent.getByRole('button', { name: 'Retry' }).click()
  await expect(notSent).toContainText('Not sent. A message has no control characters.')

  await notSent.getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(refused)

  await page.reload()
  await notSent.getByRole('button', { name: 'Edit' }).click()
  await expect(notSent).toHaveCount(0)
  await expect(composerOf(page)).toHaveValue(refused)
  await expect(composerOf(page)).toBeFocused()
  await say(page, 'Ring the bell')
  await expect(messageOf(page, 'Ring the bell')).toBeVisible()
  await openConversation(ben.page, maya.name)
  await expectSaid(ben.page, ['Ring the bell'])

  await say(page, `Never mind${BELL}`)
  await notSent.getByRole('button', { name: 'Delete' }).click()
  await expect(notSent).toHaveCount(0)
  await page.reload()
  await expectSaid(page, ['Ring the bell'])
})
