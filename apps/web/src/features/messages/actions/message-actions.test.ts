import { UserId } from '@chatterly/protocol/ids'
import { expect, test, vi } from 'vitest'
import { createLongPress, LONG_PRESS_MS } from './long-press.ts'
import { actionsFor } from './message-actions.ts'

const [ada, grace] = ['1', '2'].map((n) => UserId.parse(`00000003-0000-7000-8000-00000000000${n}`))
if (!ada || !grace) throw new Error('two people take part')
const adas = { kind: 'text' as const, senderId: ada, deletedAt: null }
const idsFor = (userId: UserId, role: 'member' | 'admin', message: Parameters<typeof actionsFor>[1]) =>
  actionsFor({ userId, role }, message).map(({ id }) => id)

test('who wrote a message may edit and delete it, and deleting stands last', () => {
  expect(idsFor(ada, 'member', adas)).toEqual(['react', 'edit', 'copyText', 'copyLink', 'seenBy', 'delete'])
})

test('others may not, but an admin may delete it', () => {
  expect(idsFor(grace, 'member', adas)).toEqual(['react', 'copyText', 'copyLink', 'seenBy'])
  expect(idsFor(grace, 'admin', adas)).toEqual(['react', 'copyText', 'copyLink', 'seenBy', 'delete'])
})

test('of a deleted message only its place is left to be linked to', () => {
  expect(idsFor(ada, 'admin', { ...adas, deletedAt: '2026-03-01T09:00:00.000Z' })).toEqual(['copyLink'])
})

test('a finger that rests is a long press, one that wanders or is lifted is not', () => {
  vi.useFakeTimers()
  const onLong = vi.fn()
  const press = createLongPress()
  press.down({ x: 0, y: 0 }, onLong)
  press.move({ x: 3, y: 3 })
  vi.advanceTimersByTime(LONG_PRESS_MS)
  expect(onLong).toHaveBeenCalledTimes(1)
  press.down({ x: 0, y: 0 }, onLong)
  press.move({ x: 0, y: 40 })
  vi.advanceTimersByTime(LONG_PRESS_MS)
  press.down({ x: 0, y: 0 }, onLong)
  press.end()
  vi.advanceTimersByTime(LONG_PRESS_MS)
  expect(onLong).toHaveBeenCalledTimes(1)
  vi.useRealTimers()
})
