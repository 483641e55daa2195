import { UserView } from '@chatterly/protocol/users/shapes'
import { expect, test } from 'vitest'
import { conversationName, conversationTitle, formatDayName } from './format.ts'

const viewer = person('0198c2a0-0000-7000-8000-000000000001', 'Ada')
const maya = person('0198c2a0-0000-7000-8000-000000000002', 'Maya')
const jonas = person('0198c2a0-0000-7000-8000-000000000003', 'Jonas')

test('a channel is called by its name, in words with its sign', () => {
  const design = { kind: 'channel' as const, name: 'design', people: [] }
  expect(conversationName(design, viewer)).toBe('design')
  expect(conversationTitle(design, viewer)).toBe('#design')
})

test('without a name a conversation is called after the others in it', () => {
  expect(conversationTitle({ kind: 'direct', name: null, people: [maya] }, viewer)).toBe('Maya')
  expect(conversationTitle({ kind: 'group', name: null, people: [viewer, maya, jonas] }, viewer)).toBe(
    new Intl.ListFormat(undefined, { type: 'conjunction' }).format(['Maya', 'Jonas']),
  )
  expect(conversationTitle({ kind: 'group', name: 'Hiring', people: [maya] }, viewer)).toBe('Hiring')
  expect(conversationTitle({ kind: 'group', name: null, people: [] }, viewer)).toBe('Group without others')
})

test('days are named by the calendar, not by 24 hours', () => {
  const now = new Date(2026, 2, 3, 0, 10)
  const inWords = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  expect(formatDayName(new Date(2026, 2, 3, 0, 5), now).toLowerCase()).toBe(
    inWords.format(0, 'day').toLowerCase(),
  )
  expect(formatDayName(new Date(2026, 2, 2, 23, 55), now).toLowerCase()).toBe(
    inWords.format(-1, 'day').toLowerCase(),
  )
  expect(formatDayName(new Date(2026, 1, 20, 12), now)).toContain('20')
})

function person(id: string, displayName: string) {
  return UserView.parse({ id, username: displayName.toLowerCase(), displayName, bio: '' })
}
