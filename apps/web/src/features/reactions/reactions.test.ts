import { MessageId, UserId } from '@chatterly/protocol/ids'
import { Emoji } from '@chatterly/protocol/reactions/shapes'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emojiGroups } from './emoji-list.ts'
import { groupReactions } from './group-reactions.ts'
import { settleReaction, usePendingReactions, wantReaction, withPending } from './pending-reactions.ts'
import { sendReaction, SETTLE_AFTER_MS } from './reaction-sender.ts'
import { NAMED_MAX, reactionWords } from './reaction-words.ts'
import { searchEmoji } from './search-emoji.ts'
import { atHand, withUsed } from './used-emoji.ts'

const [ada, grace, mary] = [1, 2, 3].map((n) => UserId.parse(`00000003-0000-7000-8000-00000000000${n}`))
if (!ada || !grace || !mary) throw new Error('three people take part')
const message = MessageId.parse('00000004-0000-7000-8000-000000000001')
const names = new Map([
  [ada, 'You'],
  [grace, 'Grace'],
  [mary, 'Mary'],
])
const nameOf = (userId: UserId) => names.get(userId)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the same emoji of several people is one group, in the order it came first', () => {
  const reactions = [
    { emoji: '👍', userId: grace },
    { emoji: '🎉', userId: mary },
    { emoji: '👍', userId: ada },
  ]
  expect(groupReactions(reactions, ada)).toEqual([
    { emoji: '👍', userIds: [grace, ada], isOwn: true },
    { emoji: '🎉', userIds: [mary], isOwn: false },
  ])
})

test('who reacted is said by name, oneself first, and counted where there are many', () => {
  expect(reactionWords({ emoji: '👍', userIds: [grace, mary], isOwn: false }, nameOf)).toBe(
    'Grace and Mary reacted with 👍',
  )
  expect(reactionWords({ emoji: '👍', userIds: [grace, ada], isOwn: true }, nameOf)).toBe(
    'You and Grace reacted with 👍',
  )
  const crowd = Array.from({ length: 40 }, (_, n) =>
    UserId.parse(`00000003-0000-7000-8000-0000000001${n + 10}`),
  )
  expect(reactionWords({ emoji: '👍', userIds: crowd, isOwn: false }, () => undefined)).toBe(
    '40 people reacted with 👍',
  )
  const words = reactionWords({ emoji: '👍', userIds: crowd, isOwn: false }, (id) => `P${id.slice(-2)}`)
  expect(words).toContain(`and ${40 - NAMED_MAX} others reacted with 👍`)
})

test('what is pending touches only one’s own reaction with that emoji', () => {
  const reactions = [
    { emoji: '👍', userId: grace },
    { emoji: '👍', userId: ada },
    { emoji: '🎉', userId: ada },
  ]
  const pending = new Map([
    ['👍', false],
    ['🎉', true],
    ['👀', true],
  ])
  expect(withPending(reactions, pending, ada)).toEqual([
    { emoji: '👍', userId: grace },
    { emoji: '🎉', userId: ada },
    { emoji: '👀', userId: ada },
  ])
})

test('a refused reaction is undone and the others that are pending stay', () => {
  wantReaction(message, '👍', true)
  wantReaction(message, '🎉', true)
  settleReaction(message, '👍')
  expect([...(usePendingReactions.getState().byMessage.get(message) ?? [])]).toEqual([['🎉', true]])
  settleReaction(message, '🎉')
  expect(usePendingReactions.getState().byMessage.size).toBe(0)
})

test('who presses often sends one at a time, and last of all what was wanted last', async () => {
  const sent: boolean[] = []
  let atOnce = 0
  let answer = () => {}
  const onSettled = vi.fn()
  const options = {
    send: async (isWanted: boolean) => {
      atOnce += 1
      expect(atOnce).toBe(1)
      sent.push(isWanted)
      await new Promise<void>((resolve) => {
        answer = resolve
      })
      atOnce -= 1
    },
    onSettled,
    onFailed: (error: unknown) => expect.unreachable(String(error)),
  }
  const first = sendReaction('often', true, options)
  for (const isWanted of [false, true, false]) void sendReaction('often', isWanted, options)
  answer()
  await vi.advanceTimersByTimeAsync(0)
  answer()
  await first
  expect(sent).toEqual([true, false])
  expect(onSettled).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(SETTLE_AFTER_MS)
  expect(onSettled).toHaveBeenCalledTimes(1)
})

test('a reaction that cannot be sent is told once, and the next press begins anew', async () => {
  const onFailed = vi.fn()
  const refuse = { send: () => Promise.reject(new Error('no')), onSettled: () => {}, onFailed }
  await sendReaction('refused', true, refuse)
  await sendReaction('refused', true, refuse)
  expect(onFailed).toHaveBeenCalledTimes(2)
})

test('every emoji that is offered is one the server takes, each once', () => {
  const offered = emojiGroups.flatMap(({ entries }) => entries).map(({ emoji }) => emoji)
  expect(offered.length).toBeGreaterThan(1_800)
  expect(offered.filter((emoji) => !Emoji.safeParse(emoji).success)).toEqual([])
  expect(new Set(offered).size).toBe(offered.length)
})

test('an emoji is found by the beginning of its name or of its tags, and by itself', () => {
  const found = (written: string) => searchEmoji(emojiGroups, written).map(({ emoji }) => emoji)
  expect(found('thumbs up')).toEqual(['👍'])
  expect(found('PARTY')).toContain('🎉')
  expect(found('rocket')[0]).toBe('🚀')
  expect(found('😐')).toEqual(['😐'])
  expect(found('no such thing at all')).toEqual([])
})

test('what was used lately stands first, once, before what everybody uses', () => {
  expect(withUsed(['👍', '🎉'], '🎉')).toEqual(['🎉', '👍'])
  expect(atHand([]).slice(0, 3)).toEqual(['👍', '❤️', '😂'])
  expect(atHand(['🦀', '👍'])).toEqual(['🦀', '👍', '❤️', '😂', '🎉', '🙏'])
})
