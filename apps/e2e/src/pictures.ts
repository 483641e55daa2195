// Takes the pictures of the documentation: pnpm --filter @chatterly/e2e pictures
import { join } from 'node:path'
import { MessageWindow } from '@chatterly/protocol/messages/shapes'
import { repositoryRoot } from '@chatterly/services/repository'
import type { Page } from '@playwright/test'
import { makeDirect, makeGroup, makeNamedChannel, markRead, sendAll } from './api.ts'
import { test } from './journey.ts'
import { enter, type Person } from './people.ts'
import { messagesOf, openConversation } from './screen.ts'

const FOLDER = join(repositoryRoot, 'docs/pictures')
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const NOW = '2026-03-05T10:24:00Z'

/** When, who, what. Two days, so that there is something between them. */
const GARDEN: [at: string, by: string, words: string][] = [
  ['2026-03-04T15:31:00Z', 'Ben', 'The seeds have come. They are on the shelf by the window.'],
  ['2026-03-04T15:34:00Z', 'Ines', 'All of them? Even the purple beans?'],
  ['2026-03-04T15:35:00Z', 'Ben', 'Even those.'],
  ['2026-03-04T16:02:00Z', 'Maya', 'The new door of the greenhouse is in. It closes by itself now.'],
  ['2026-03-04T16:05:00Z', 'Tomás', 'Wonderful! I had a brick in front of the old one for two years.'],
  [
    '2026-03-04T16:11:00Z',
    'Ines',
    'For Saturday we still need:\n\n1. Two people for the compost\n2. Somebody with a car\n   - a trailer would be even better\n3. Cake',
  ],
  ['2026-03-04T16:12:00Z', 'Tomás', 'Compost: me. **And I bring the cake.**'],
  [
    '2026-03-05T09:38:00Z',
    'Ben',
    'Good morning. The pump ran all night again, so I looked at its timer:\n\n```ts\nconst isNight = hour >= 22 || hour < 6\nif (isNight && soil.moisture > 0.4) pump.stop()\n```',
  ],
  ['2026-03-05T09:39:00Z', 'Ben', 'It asked for `soil.moisture < 0.4`, the wrong way round.'],
  ['2026-03-05T09:47:00Z', 'Maya', '> the wrong way round\n\nThat explains the _swimming_ carrots.'],
  ['2026-03-05T10:16:00Z', 'Ines', 'Thank you, Ben. Who looks after the tomatoes while I am away?'],
  ['2026-03-05T10:19:00Z', 'Tomás', 'I can, from Tuesday on.'],
]

/** The product says when each was said; here it is told another story. */
async function tellTimes(page: Page) {
  await page.clock.setFixedTime(NOW)
  await page.route(/\/trpc\/[^?]*messages\.list/, async (route) => {
    const response = await route.fetch()
    const answers: { result?: { data: unknown } }[] = await response.json()
    const json = answers.map((answer) => {
      const read = MessageWindow.safeParse(answer.result?.data)
      if (!read.success) return answer
      const items = read.data.items.map((message) => ({
        ...message,
        createdAt: GARDEN[message.number - 1]?.[0] ?? message.createdAt,
      }))
      return { result: { data: { ...read.data, items } } }
    })
    await route.fulfill({ response, json })
  })
}

test('pictures', async ({ openBrowser }) => {
  const person = async (name: string, viewport = DESK): Promise<Person> => {
    const page = await openBrowser({
      viewport,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      deviceScaleFactor: 1,
    })
    const username = name
      .normalize('NFD')
      .replace(/\P{ASCII}/gu, '')
      .toLowerCase()
      .replaceAll(' ', '.')
    return enter(page, {
      name,
      username,
      email: `${username}@example.org`,
      password: 'correct horse battery staple',
    })
  }
  const [maya, ben, ines, tomas] = [
    await person('Maya Lindqvist'),
    await person('Ben Okafor'),
    await person('Ines Duarte'),
    await person('Tomás Vega'),
  ]
  const everybody = [maya, ben, ines, tomas]
  const others = [ben, ines, tomas]
  const garden = await makeNamedChannel(maya, 'garden', others, 'What grows and who waters it')
  for (const [, by, words] of GARDEN) {
    const author = everybody.find(({ name }) => name.startsWith(by))
    if (author === undefined) throw new Error(`nobody is called ${by}`)
    await sendAll(author, garden.id, [words])
  }
  const announcements = await makeNamedChannel(ines, 'announcements', [maya, ben])
  await sendAll(ines, announcements.id, ['The gate has a new code, ask me.', 'And the shed too.'])
  const kitchen = await makeNamedChannel(tomas, 'kitchen', [maya])
  await sendAll(tomas, kitchen.id, ['Soup on Thursday?'])
  await markRead(maya, kitchen.id, 1)
  await makeGroup(maya, 'Spring fair', [ben, ines])
  const withBen = await makeDirect(ben, maya)
  await sendAll(ben, withBen.id, ['Do you have the key to the shed?', 'Found it.', 'It was in the shed.'])
  const withInes = await makeDirect(ines, maya)
  await sendAll(ines, withInes.id, ['See you on Saturday.'])
  await markRead(maya, withInes.id, 1)
  await markRead(maya, garden.id, GARDEN.length)

  const { page } = maya
  await tellTimes(page)
  await page.reload()
  await openConversation(page, 'garden')
  await messagesOf(page).last().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForTimeout(800)
    await page.screenshot({ path: join(FOLDER, `conversation-${colorScheme}.png`) })
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(PHONE)
  await page.reload()
  await messagesOf(page).last().waitFor()
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(FOLDER, 'phone-light.png') })
})
