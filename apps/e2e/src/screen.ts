import { expect, type Page } from '@playwright/test'

const sidebarOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' })

/** A conversation in the sidebar, whatever is unread in it. */
export const rowOf = (page: Page, name: string) =>
  sidebarOf(page).getByRole('link', { name: new RegExp(`^${name}\\b`) })

export const unreadRowOf = (page: Page, name: string, unread: number) =>
  sidebarOf(page).getByRole('link', { name: new RegExp(`^${name}\\s*, ${unread} unread$`) })

export const composerOf = (page: Page) =>
  page.getByRole('form', { name: 'Message composer' }).getByRole('textbox')

export const timelineOf = (page: Page) => page.getByRole('log', { name: /^Messages in / })

export const messagesOf = (page: Page) => timelineOf(page).getByRole('article')

export const messageOf = (page: Page, text: string) =>
  messagesOf(page).filter({ has: page.getByText(text, { exact: true }) })

export async function say(page: Page, text: string) {
  await composerOf(page).fill(text)
  await composerOf(page).press('Enter')
}

export async function openConversation(page: Page, name: string) {
  await rowOf(page, name).click()
  await expect(timelineOf(page)).toBeVisible()
}

/** All that was said, in the order of the screen, is exactly this. */
export const expectSaid = (page: Page, bodies: string[]) =>
  expect(messagesOf(page).locator('[id$="-body"]')).toHaveText(bodies)

/** The field in which a message is edited. */
export const editorOf = (page: Page) => timelineOf(page).getByRole('textbox', { name: 'Edit your message' })

/** Points at the message and chooses from all that can be done with it. */
export async function chooseAction(page: Page, text: string, action: string) {
  await messageOf(page, text).hover()
  await page.getByRole('toolbar').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}
