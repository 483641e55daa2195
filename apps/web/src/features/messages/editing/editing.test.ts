import { plainContent } from '@chatterly/protocol/messages/content'
import { ConversationId, MessageId, UserId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { beforeEach, expect, test } from 'vitest'
import { beginEdit, changeEdit, failEdit, forgetEdit, leaveEdit, useEdits } from './edits.ts'
import { lastOwn, stepOwn } from './own-messages.ts'

const ada = UserId.parse('00000003-0000-7000-8000-000000000001')
const grace = UserId.parse('00000003-0000-7000-8000-000000000002')

const said = (number: number, senderId: UserId, changed: Partial<MessageView> = {}): MessageView => ({
  id: MessageId.parse(`00000004-0000-7000-8000-00000000000${number}`),
  conversationId: ConversationId.parse('00000001-0000-7000-8000-000000000001'),
  number,
  seq: number,
  senderId,
  kind: 'text',
  body: `Words ${number}`,
  content: plainContent(`Words ${number}`),
  call: null,
  createdAt: '2026-03-01T09:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  reactions: [],
  changedSeq: number,
  ...changed,
})
const deleted = { body: null, content: null, deletedAt: '2026-03-01T09:01:00.000Z' }
const [first, , third] = [said(1, ada), said(2, grace), said(3, ada)]
const spoken = [first, said(2, grace), third, said(4, ada, deleted), said(5, grace)]
const window = { items: spoken, users: [], hasBefore: false, hasAfter: false }

const edit = (messageId: MessageId) => useEdits.getState().byMessage.get(messageId)

beforeEach(() => useEdits.setState({ openId: null, byMessage: new Map() }))

test('the last message one may edit is one’s own and not deleted, and is known only at the end', () => {
  expect(lastOwn(window, ada)).toBe(third)
  expect(lastOwn({ ...window, hasAfter: true }, ada)).toBeUndefined()
})

test('from one’s own message the way leads to the next own one, past everybody else’s', () => {
  expect(stepOwn(window, ada, { from: third.id, step: -1 })).toBe(first)
  expect(stepOwn(window, ada, { from: first.id, step: 1 })).toBe(third)
  expect(stepOwn(window, ada, { from: first.id, step: -1 })).toBeUndefined()
})

test('an edit that changed nothing leaves nothing behind', () => {
  beginEdit(first, 'message')
  leaveEdit()
  expect(useEdits.getState()).toEqual({ openId: null, byMessage: new Map() })
})

test('words that were not saved are there the next time, and it is said that they are', () => {
  beginEdit(first, 'message')
  changeEdit(first.id, { text: 'Better words' })
  beginEdit(third, 'composer')
  expect(useEdits.getState().openId).toBe(third.id)
  beginEdit(first, 'composer')
  expect(edit(first.id)).toMatchObject({ text: 'Better words', isResumed: true, from: 'composer' })
  forgetEdit(first.id)
  expect(edit(first.id)).toBeUndefined()
})

test('what is on its way is not edited a second time', () => {
  beginEdit(first, 'message')
  changeEdit(first.id, { text: 'Better words', isSaving: true })
  leaveEdit()
  beginEdit(first, 'message')
  expect(useEdits.getState().openId).toBeNull()
})

test('what failed is in the editor again, with its words and the reason, unless another is open there', () => {
  beginEdit(first, 'message')
  changeEdit(first.id, { text: 'Better words', isSaving: true })
  useEdits.setState({ openId: null })
  expect(failEdit(first.id, 'Not saved.')).toBe(true)
  expect(edit(first.id)).toMatchObject({ text: 'Better words', isSaving: false, problem: 'Not saved.' })
  expect(useEdits.getState().openId).toBe(first.id)
  beginEdit(third, 'message')
  expect(failEdit(first.id, 'Not saved.')).toBe(false)
  expect(useEdits.getState().openId).toBe(third.id)
})
