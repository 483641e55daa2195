import { expect, test } from './journey.ts'
import { expectSaid, messageOf, rowOf, say, timelineOf, unreadRowOf } from './screen.ts'

test('a channel is made, found, joined by a third, and left against one’s will', async ({
  arrive,
  expectInConsole,
}) => {
  // Who loses a channel may have been about to say how far they had read it.
  expectInConsole(/status of 403 .*receipts\.markRead/)
  const [maya, ben, cleo] = [await arrive('Maya'), await arrive('Ben'), await arrive('Cleo')]
  const name = `garden-${maya.username.slice(-6)}`
  const history = ['The tomatoes are in.', 'Who waters on Friday?']

  await test.step('Maya makes it and brings Ben along', async () => {
    const { page } = maya
    await page.getByRole('link', { name: 'New conversation' }).click()
    await page.getByText('Channel', { exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Topic').fill('What grows and who waters it')
    await page.getByRole('combobox', { name: 'Bring people along' }).fill(ben.name)
    await page.getByRole('option', { name: ben.name }).click()
    await page.getByRole('button', { name: 'Create channel' }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
    for (const words of history) await say(page, words)
    await expect(unreadRowOf(ben.page, name, 2)).toBeVisible()
  })

  await test.step('Cleo, who was not asked, finds it, joins and sees what was said', async () => {
    const { page } = cleo
    await page.getByRole('link', { name: 'Browse channels' }).first().click()
    await page.getByRole('searchbox', { name: 'Search channels' }).fill(name)
    await expect(page.getByRole('article', { name: `#${name}` })).toContainText('2 members')
    await page.getByRole('button', { name: `Join #${name}` }).click()
    await expectSaid(page, history)
    await say(page, 'I do!')
    await expect(messageOf(maya.page, 'I do!')).toBeVisible()
  })

  const members = maya.page.getByRole('complementary', { name: 'Members' })
  await test.step('the members panel shows all three', async () => {
    await maya.page.getByRole('button', { name: 'Members, 3 members' }).click()
    await expect(members.getByRole('listitem')).toHaveCount(3)
    await expect(members.getByRole('listitem').filter({ hasText: maya.name })).toContainText('Owner')
    await expect(members.getByRole('listitem').filter({ hasText: cleo.name })).toBeVisible()
  })

  await test.step('Maya removes Cleo, who loses it at once', async () => {
    await members.getByRole('button', { name: `Remove ${cleo.name}` }).click()
    await maya.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(members.getByRole('listitem')).toHaveCount(2)
    await expect(maya.page.getByRole('button', { name: 'Members, 2 members' })).toBeVisible()
    await expect(cleo.page.getByText('You are not in this conversation.')).toBeVisible()
    await expect(timelineOf(cleo.page)).toHaveCount(0)
    await expect(rowOf(cleo.page, name)).toHaveCount(0)
  })

  await test.step('what is said then does not reach her until she joins again', async () => {
    await say(maya.page, 'Said without Cleo.')
    await rowOf(ben.page, name).click()
    await expect(messageOf(ben.page, 'Said without Cleo.')).toBeVisible()
    await expect(cleo.page.getByText('Said without Cleo.')).toHaveCount(0)
    await cleo.page.getByRole('button', { name: 'Join' }).click()
    await expectSaid(cleo.page, [...history, 'I do!', 'Said without Cleo.'])
  })

  await test.step('leaving it takes it out of the sidebar', async () => {
    await ben.page.getByRole('button', { name: /^Members,/ }).click()
    await ben.page.getByRole('button', { name: `Leave #${name}` }).click()
    await expect(rowOf(ben.page, name)).toHaveCount(0)
  })
})
