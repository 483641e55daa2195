/// <reference lib="dom" />
import type { Page } from '@playwright/test'
import { makeChannel, markRead, sendAll } from './api.ts'
import { call } from './call.ts'
import { expect, test } from './journey.ts'
import {
  chooseAction,
  composerOf,
  editorOf,
  expectSaid,
  messageOf,
  messagesOf,
  openConversation,
} from './screen.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED/
const PHONE = { width: 390, height: 844 }
/** Milliseconds, longer than a long press takes. */
const RESTING_MS = 700
/** CSS pixels. */
const DRIFT_MAX = 1

const pillsOf = (page: Page, text: string) =>
  messageOf(page, text).getByRole('group', { name: 'Reactions' }).getByRole('button')

/** A finger that rests on the message, as no mouse can. */
async function longPress(page: Page, text: string) {
  const box = await messageOf(page, text).boundingBox()
  if (box === null) throw new Error(`"${text}" is not drawn`)
  const session = await page.context().newCDPSession(page)
  const finger = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] })
  await page.waitForTimeout(RESTING_MS)
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** Where each message stands by its number, and how high everything is. */
const measure = (page: Page) =>
  page.getByRole('log').evaluate(async (log) => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    const rows = [...log.querySelectorAll<HTMLElement>('[data-message-number]')]
    const tops = rows.map(
      (row) => [row.dataset.messageNumber ?? '', row.getBoundingClientRect().top] as const,
    )
    return { tops: Object.fromEntries<number>(tops), height: log.scrollHeight }
  })

test('two react with the same emoji, and one takes it back', async ({ arrive, expectInConsole }) => {
  expectInConsole(NO_NETWORK)
  const [ada, grace, mary] = [await arrive('Ada'), await arrive('Grace'), await arrive('Mary')]
  const garden = await makeChannel(ada, 'garden', [grace, mary])
  const [cake] = await sendAll(ada, garden.id, ['I bring the cake.'])
  for (const { page } of [ada, grace]) await openConversation(page, garden.name ?? '')
  const [adas, graces] = [pillsOf(ada.page, 'I bring the cake.'), pillsOf(grace.page, 'I bring the cake.')]

  await test.step('Grace reacts from the toolbar', async () => {
    await messageOf(grace.page, 'I bring the cake.').hover()
    await grace.page.getByRole('toolbar').getByRole('button', { name: 'React with 👍' }).click()
    await expect(graces).toHaveText('👍1')
    await expect(graces).toHaveAttribute('aria-pressed', 'true')
    await expect(adas).toHaveText('👍1')
    await expect(adas).toHaveAttribute('aria-pressed', 'false')
  })

  await test.step('Mary too; the two are counted and named', async () => {
    await call(mary.page, 'reactions.add', { conversationId: garden.id, messageId: cake?.id, emoji: '👍' })
    await expect(adas).toHaveText('👍2')
    await expect(adas).toHaveAccessibleName(`${grace.name} and ${mary.name} reacted with 👍`)
    await expect(graces).toHaveAccessibleName(`You and ${mary.name} reacted with 👍`)
  })

  await test.step('a press takes one’s own back and nobody else’s', async () => {
    await graces.click()
    await expect(graces).toHaveText('👍1')
    await expect(adas).toHaveText('👍1')
    await expect(adas).toHaveAccessibleName(`${mary.name} reacted with 👍`)
  })

  await test.step('any emoji is found by its name, and is at hand the next time', async () => {
    await messageOf(grace.page, 'I bring the cake.').hover()
    await grace.page.getByRole('toolbar').getByRole('button', { name: 'Add reaction' }).click()
    await expect(grace.page.getByRole('combobox', { name: 'Search emoji' })).toBeFocused()
    await expect(grace.page.getByRole('option').first()).toBeVisible()
    await grace.page.keyboard.type('shortcake')
    await expect(grace.page.getByRole('option')).toHaveCount(1)
    await grace.page.keyboard.press('Enter')
    await expect(adas).toHaveText(['👍1', '🍰1'])
    await grace.page.reload()
    await expect(graces).toHaveText(['👍1', '🍰1'])
    await messageOf(grace.page, 'I bring the cake.').hover()
    await expect(grace.page.getByRole('toolbar').getByRole('button', { name: 'Take back 🍰' })).toBeVisible()
  })

  await test.step('offline it says so, and only that reaction is undone', async () => {
    await grace.page.context().setOffline(true)
    await graces.first().click()
    await expect(
      grace.page.getByText(/^The reaction was not saved\. The server cannot be reached/),
    ).toBeVisible()
    await expect(graces).toHaveText(['👍1', '🍰1'])
    await grace.page.context().setOffline(false)
  })
})

test('who has seen a message is told by name, with the time', async ({ arrive }) => {
  const [ada, grace, mary] = [await arrive('Ada'), await arrive('Grace'), await arrive('Mary')]
  const garden = await makeChannel(ada, 'garden', [grace, mary])
  await sendAll(ada, garden.id, ['Has anybody the key?'])
  await openConversation(ada.page, garden.name ?? '')
  const { page } = ada

  await chooseAction(page, 'Has anybody the key?', 'Seen by')
  await expect(page.getByRole('dialog', { name: 'Seen by' })).toContainText('Nobody else has read it yet.')
  await page.keyboard.press('Escape')

  await markRead(grace, garden.id, 1)
  await chooseAction(page, 'Has anybody the key?', 'Seen by')
  const seenBy = page.getByRole('dialog', { name: 'Seen by 1' })
  await expect(seenBy.getByRole('listitem')).toHaveText(new RegExp(`${grace.name}.*\\d{1,2}:\\d{2}`))
  await expect(seenBy).not.toContainText(mary.name)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('reacting, editing and deleting need no mouse', async ({ arrive }) => {
  const ada = await arrive('Ada')
  const { page } = ada
  const notes = await makeChannel(ada, 'notes')
  await sendAll(ada, notes.id, ['One.', 'Two.', 'Three.'])
  await openConversation(page, notes.name ?? '')
  const press = (keys: string) => page.keyboard.press(keys)
  const focused = messagesOf(page).and(page.locator(':focus'))
  await expect(messagesOf(page)).toHaveCount(3)
  await expect(composerOf(page)).toBeFocused()

  await press('Shift+Tab')
  await expect(focused).toContainText('Three.')
  await expect(page.getByRole('toolbar')).toHaveCount(1)
  await press('ArrowUp')
  await expect(focused).toContainText('Two.')

  await test.step('+ reacts, and the focus comes back', async () => {
    await press('+')
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.type('rocket')
    await expect(page.getByRole('option')).not.toHaveCount(0)
    await press('Enter')
    await expect(pillsOf(page, 'Two.')).toHaveText('🚀1')
    await expect(focused).toContainText('Two.')
  })

  await test.step('Tab leads to the reactions and the toolbar of this message only', async () => {
    await press('Tab')
    await expect(pillsOf(page, 'Two.')).toBeFocused()
    await press('Enter')
    await expect(pillsOf(page, 'Two.')).toHaveCount(0)
    await messageOf(page, 'Two.').focus()
    await press('Tab')
    await expect(page.getByRole('toolbar').getByRole('button', { name: 'React with' }).first()).toBeFocused()
    await press('Shift+Tab')
    await expect(focused).toContainText('Two.')
  })

  await test.step('E edits, letters are letters there, and the focus comes back', async () => {
    await press('e')
    await expect(editorOf(page)).toBeFocused()
    await page.keyboard.type(' Jack, Kay')
    await press('Home')
    await press('End')
    await press('Enter')
    await expectSaid(page, ['One.', 'Two. Jack, Kay', 'Three.'])
    await expect(focused).toContainText('Two. Jack, Kay')
  })

  await test.step('Enter opens all that can be done; Delete asks', async () => {
    await press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Add reaction' })).toBeFocused()
    await press('Escape')
    await expect(focused).toContainText('Two. Jack, Kay')
    await press('Delete')
    await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
    await press('Tab')
    await press('Enter')
    await expectSaid(page, ['One.', 'Message deleted', 'Three.'])
    await expect(focused).toContainText('Message deleted')
    await press('Escape')
    await expect(composerOf(page)).toBeFocused()
  })
})

test('on a phone a finger that rests opens what can be done', async ({ arrive }) => {
  const ada = await arrive('Ada', { viewport: PHONE, hasTouch: true, isMobile: true })
  const { page } = ada
  const notes = await makeChannel(ada, 'notes')
  await sendAll(ada, notes.id, ['Milk and bread', 'Tomatos'])
  await page.goto(`/c/${notes.id}`)
  const sheet = page.getByRole('dialog', { name: 'Message actions' })

  await longPress(page, 'Tomatos')
  await expect(sheet).toBeVisible()
  for (const button of await sheet.getByRole('button').all()) {
    const box = await button.boundingBox()
    expect(box?.height, 'a finger’s breadth').toBeGreaterThanOrEqual(44)
  }
  await sheet.getByRole('button', { name: 'React with ❤️' }).tap()
  await expect(sheet).toHaveCount(0)
  await expect(pillsOf(page, 'Tomatos')).toHaveText('❤️1')
  await pillsOf(page, 'Tomatos').tap()
  await expect(pillsOf(page, 'Tomatos')).toHaveCount(0)

  await longPress(page, 'Tomatos')
  await sheet.getByRole('button', { name: 'Edit' }).tap()
  await editorOf(page).fill('Tomatoes')
  await page.getByRole('button', { name: 'Save' }).tap()
  await expectSaid(page, ['Milk and bread', 'Tomatoes'])

  await test.step('a tap and a scroll open nothing', async () => {
    await messageOf(page, 'Tomatoes').tap()
    await page.waitForTimeout(RESTING_MS)
    await expect(sheet).toHaveCount(0)
  })
})

test('the toolbar moves nothing, is there once, and is never covered', async ({ arrive }) => {
  const [ada, grace] = [await arrive('Ada'), await arrive('Grace')]
  const { page } = ada
  const log = await makeChannel(grace, 'log', [ada])
  await sendAll(
    grace,
    log.id,
    Array.from({ length: 60 }, (_, index) => `Line ${index + 1}.`),
  )
  await markRead(ada, log.id, 60)
  await page.reload()
  await openConversation(page, log.name ?? '')
  await expect(messageOf(page, 'Line 60.')).toBeVisible()
  // Rows above are measured for a while after the first have been drawn.
  await page.waitForTimeout(500)
  const before = await measure(page)

  for (const line of ['Line 60.', 'Line 55.', 'Line 50.']) {
    await messageOf(page, line).hover()
    await expect(page.getByRole('toolbar')).toHaveCount(1)
    const after = await measure(page)
    for (const [number, top] of Object.entries(before.tops))
      expect(Math.abs((after.tops[number] ?? Number.NaN) - top), `message ${number}`).toBeLessThanOrEqual(
        DRIFT_MAX,
      )
    expect(after.height, 'how far can be scrolled').toBe(before.height)
  }

  await test.step('at the upper edge of the view, too, every button can be hit', async () => {
    await page.getByRole('log').hover()
    await page.mouse.wheel(0, -131)
    await page.waitForTimeout(400)
    const view = await page.getByRole('log').boundingBox()
    await page.mouse.move((view?.x ?? 0) + 200, (view?.y ?? 0) + 6)
    const toolbar = page.getByRole('toolbar')
    await expect(toolbar).toHaveCount(1)
    const box = await toolbar.boundingBox()
    expect(box?.y).toBeGreaterThanOrEqual(view?.y ?? Number.NaN)
    const isOnTop = await toolbar.getByRole('button').evaluateAll((buttons) =>
      buttons.every((button) => {
        const { x, y, width, height } = button.getBoundingClientRect()
        return [0.1, 0.9].every((part) =>
          button.contains(document.elementFromPoint(x + width / 2, y + height * part)),
        )
      }),
    )
    expect(isOnTop, 'nothing lies over the toolbar').toBe(true)
  })
})
