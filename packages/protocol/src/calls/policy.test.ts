import { expect, test } from 'vitest'
import { UserId } from '../ids.ts'
import { canEndCall, hasRoom, rings } from './policy.ts'
import { CALL_RING_MEMBERS_MAX, CALL_VIDEO_MAX, CALL_VOICE_MAX } from './shapes.ts'

const ada = UserId.parse('01890000-0000-7000-8000-00000000000a')
const grace = UserId.parse('01890000-0000-7000-8000-00000000000b')
const adas = { startedBy: ada }
const group = { kind: 'group' as const, memberCount: 3 }

test('two people and small groups are called; a channel and a crowd see that there is a call', () => {
  expect(rings({ kind: 'direct', memberCount: 2 })).toBe(true)
  expect(rings({ ...group, memberCount: CALL_RING_MEMBERS_MAX })).toBe(true)
  expect(rings({ ...group, memberCount: CALL_RING_MEMBERS_MAX + 1 })).toBe(false)
  expect(rings({ kind: 'channel', memberCount: 2 })).toBe(false)
})

test('either of two hangs up for both; in a group who started it, an owner and an admin', () => {
  expect(canEndCall({ kind: 'direct', memberCount: 2 }, { userId: grace, role: 'member' }, adas)).toBe(true)
  expect(canEndCall(group, { userId: grace, role: 'member' }, adas)).toBe(false)
  expect(canEndCall(group, { userId: ada, role: 'member' }, adas)).toBe(true)
  expect(canEndCall(group, { userId: grace, role: 'admin' }, adas)).toBe(true)
})

test('a call takes as many as each can send to', () => {
  expect(hasRoom({ media: 'video' }, CALL_VIDEO_MAX - 1)).toBe(true)
  expect(hasRoom({ media: 'video' }, CALL_VIDEO_MAX)).toBe(false)
  expect(hasRoom({ media: 'voice' }, CALL_VIDEO_MAX)).toBe(true)
  expect(hasRoom({ media: 'voice' }, CALL_VOICE_MAX)).toBe(false)
})
