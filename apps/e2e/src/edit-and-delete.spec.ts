/// <reference lib="dom" />
import { makeChannel, makeDirect, sendAll } from './api.ts'
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
  say,
} from './screen.ts'

const NO_NETWORK = /ERR_INTERNET_DISCONNECTED/

test('an edit is seen by both, as edited, and moves nothing', async ({ arrive }) => {
  const [ada, grace] = [await arrive('Ada'), await arrive('Grace')]
  await makeDirect(ada, grace)
  await openConversation(ada.page, grace.name)
  await openConversation(grace.page, ada.name)
  await say(ada.page, 'See you on Tusday.')
  await say(ada.page, 'At noon.')
  await expectSaid(grace.page, ['See you on Tusday.', 'At noon.'])

  await test.step('another’s message cannot be edited or deleted', async () => {
    await messageOf(grace.page, 'At noon.').click({ button: 'right' })
    await expect(grace.page.getByRole('menuitem', { name: 'Copy text' })).toBeVisible()
    await expect(grace.page.getByRole('menuitem', { name: /Edit|Delete/ })).toHaveCount(0)
    await grace.page.keyboard.press('Escape')
  })

  await test.step('it is edited where it stands, and Enter saves', async () => {
    await messageOf(ada.page, 'See you on Tusday.').hover()
    await ada.page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).click()
    await expect(editorOf(ada.page)).toHaveValue('See you on Tusday.')
    await editorOf(ada.page).fill('See you on **Tuesday**.')
    await editorOf(ada.page).press('Enter')
    await expectSaid(ada.page, ['See you on Tuesday.', 'At noon.'])
    await expectSaid(grace.page, ['See you on Tuesday.', 'At noon.'])
  })

  await test.step('both see that it was edited, and when', async () => {
    for (const page of [ada.page, grace.page]) {
      const edited = messagesOf(page).first().getByText('edited', { exact: true })
      await expect(edited).toHaveAttribute('title', /^Edited .*\d{1,2}:\d{2}/)
      await expect(messagesOf(page).first().getByRole('strong')).toHaveText('Tuesday')
    }
    await expect(grace.page.getByText('edited', { exact: true })).toHaveCount(1)
  })

  await test.step('Esc leaves it, and the words are there the next time', async () => {
    await composerOf(ada.page).press('ArrowUp')
    await expect(editorOf(ada.page)).toHaveValue('At noon.')
    await editorOf(ada.page).fill('At noon, at the gate.')
    await editorOf(ada.page).press('Escape')
    await expect(composerOf(ada.page)).toBeFocused()
    await expectSaid(grace.page, ['See you on Tuesday.', 'At noon.'])
    await composerOf(ada.page).press('ArrowUp')
    await expect(editorOf(ada.page)).toHaveValue('At noon, at the gate.')
    await expect(ada.page.getByText('These are your words from last time')).toBeVisible()
    await ada.page.getByRole('button', { name: 'Start again' }).click()
    await expect(editorOf(ada.page)).toHaveValue('At noon.')
  })

  await test.step('↑ goes on to the message before, ↓ comes back', async () => {
    await editorOf(ada.page).press('ArrowUp')
    await expect(editorOf(ada.page)).toHaveValue('See you on **Tuesday**.')
    await editorOf(ada.page).press('ArrowDown')
    await expect(editorOf(ada.page)).toHaveValue('At noon.')
    await editorOf(ada.page).press('Escape')
    await expect(editorOf(ada.page)).toHaveCount(0)
  })
})

test('words of an edit are not lost: offline, when it was changed meanwhile, when it was deleted meanwhile', async ({
  arrive,
  expectInConsole,
}) => {
  expectInConsole(NO_NETWORK)
  const ada = await arrive('Ada')
  const { page } = ada
  const notes = await makeChannel(ada, 'notes')
  const [note, other] = await sendAll(ada, notes.id, ['A note', 'Another note'])
  await openConversation(page, notes.name ?? '')
  const editNote = (messageId: string | undefined, body: string) =>
    call(page, 'messages.edit', { conversationId: notes.id, messageId, body, key: crypto.randomUUID() })

  await test.step('offline it says so, and the words are in the editor again', async () => {
    await messageOf(page, 'A note').hover()
    await page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).click()
    await page.context().setOffline(true)
    await editorOf(page).fill('A better note')
    await editorOf(page).press('Enter')
    await expect(page.getByRole('group', { name: 'Edit message' })).toContainText(
      'Not saved. The server cannot be reached.',
    )
    await expect(editorOf(page)).toHaveValue('A better note')
    await page.context().setOffline(false)
  })

  await test.step('changed elsewhere meanwhile, it says what would be replaced', async () => {
    await editNote(note?.id, 'A note from elsewhere')
    await expect(page.getByText(/changed elsewhere meanwhile.*A note from elsewhere/)).toBeVisible()
    await expect(editorOf(page)).toHaveValue('A better note')
    await editorOf(page).press('Enter')
    await expectSaid(page, ['A better note', 'Another note'])
  })

  await test.step('deleted meanwhile, the words can still be copied', async () => {
    await messageOf(page, 'Another note').hover()
    await page.getByRole('toolbar').getByRole('button', { name: 'Edit' }).click()
    await editorOf(page).fill('Words worth keeping')
    await call(page, 'messages.delete', { conversationId: notes.id, messageId: other?.id })
    await expect(page.getByText('This message was deleted meanwhile.')).toBeVisible()
    await expect(editorOf(page)).toHaveValue('Words worth keeping')
    await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()
    await expect(page.getByRole('button', { name: 'Copy my words' })).toBeVisible()
    await page.getByRole('button', { name: 'Throw my words away' }).click()
    await expectSaid(page, ['A better note', 'Message deleted'])
  })
})

test('a deleted message leaves its place, for both and in the preview', async ({
  arrive,
  expectInConsole,
}) => {
  expectInConsole(NO_NETWORK)
  const [ada, grace, mary] = [await arrive('Ada'), await arrive('Grace'), await arrive('Mary')]
  const garden = await makeChannel(grace, 'garden', [ada, mary])
  const name = garden.name ?? ''
  await openConversation(ada.page, name)
  await openConversation(grace.page, name)
  for (const words of ['First.', 'Wrong channel!', 'Third.']) await say(ada.page, words)
  await expectSaid(grace.page, ['First.', 'Wrong channel!', 'Third.'])
  await expect(mary.page.getByText('Third.')).toBeVisible()

  await test.step('it asks once and can be left', async () => {
    await chooseAction(ada.page, 'Wrong channel!', 'Delete')
    const question = ada.page.getByRole('alertdialog', { name: 'Delete your message?' })
    await expect(question).toContainText('This cannot be undone.')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expectSaid(ada.page, ['First.', 'Wrong channel!', 'Third.'])
  })

  await test.step('without a network it says so and changes nothing', async () => {
    await chooseAction(ada.page, 'Wrong channel!', 'Delete')
    await ada.page.context().setOffline(true)
    const question = ada.page.getByRole('alertdialog')
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(question.getByRole('alert')).toContainText('The server cannot be reached.')
    await ada.page.context().setOffline(false)
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(question).toHaveCount(0)
  })

  await test.step('in both windows its place says what happened', async () => {
    await expectSaid(ada.page, ['First.', 'Message deleted', 'Third.'])
    await expectSaid(grace.page, ['First.', 'Message deleted', 'Third.'])
  })

  await test.step('an edit that leaves nothing offers to delete', async () => {
    await composerOf(ada.page).press('ArrowUp')
    await editorOf(ada.page).fill('')
    await editorOf(ada.page).press('Enter')
    await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expectSaid(grace.page, ['First.', 'Message deleted', 'Message deleted'])
    await expect(mary.page.getByRole('region', { name: 'Unread conversations' })).toContainText(
      `${ada.name}: Message deleted`,
    )
  })

  await test.step('an owner may delete what somebody else wrote', async () => {
    await chooseAction(grace.page, 'First.', 'Delete')
    await grace.page
      .getByRole('alertdialog', { name: 'Delete this message?' })
      .getByRole('button', { name: 'Delete' })
      .click()
    await expectSaid(ada.page, ['Message deleted', 'Message deleted', 'Message deleted'])
    await grace.page.reload()
    await expectSaid(grace.page, ['Message deleted', 'Message deleted', 'Message deleted'])
  })
})
