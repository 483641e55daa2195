import { expect, test } from 'vitest'
import { UserId } from '../ids.ts'
import { canDelete, canEdit, countsAsUnread } from './policy.ts'

const ada = UserId.parse('01890000-0000-7000-8000-00000000000a')
const grace = UserId.parse('01890000-0000-7000-8000-00000000000b')
const said = (senderId: UserId) => ({ kind: 'text' as const, senderId, deletedAt: null })
const deleted = { kind: 'text' as const, senderId: ada, deletedAt: '2026-01-01T00:00:00.000Z' }

test('an owner and an admin may delete anybody’s message but edit nobody’s', () => {
  for (const role of ['owner', 'admin'] as const) {
    expect(canDelete({ userId: ada, role }, said(grace))).toBe(true)
    expect(canEdit({ userId: ada }, said(grace))).toBe(false)
  }
})

test('a plain member may do both with their own, and neither with another’s', () => {
  const member = { userId: ada, role: 'member' as const }
  expect([canEdit(member, said(ada)), canDelete(member, said(ada))]).toEqual([true, true])
  expect([canEdit(member, said(grace)), canDelete(member, said(grace))]).toEqual([false, false])
})

test('a deleted message can be neither edited nor deleted', () => {
  const author = { userId: ada, role: 'owner' as const }
  expect([canEdit(author, deleted), canDelete(author, deleted)]).toEqual([false, false])
})

test('how a call went is edited by nobody, and waits to be read only where it was missed', () => {
  const kinds = ['text', 'call', 'missed_call'] as const
  expect(kinds.map((kind) => canEdit({ userId: ada }, { ...said(ada), kind }))).toEqual([true, false, false])
  expect(kinds.map((kind) => countsAsUnread({ kind }))).toEqual([true, false, true])
})
