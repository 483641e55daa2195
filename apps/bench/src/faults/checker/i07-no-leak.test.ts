import { expect, test } from 'vitest'
import { noLeak } from './i07-no-leak.ts'
import { batch, canaryOf, GROUP, KAY, seen, smallRun } from './testing/small-run.ts'

test('who is given only what happened while they were there is given nothing else', () => {
  expect(noLeak(smallRun())).toEqual([])
})

test('a change after the membership ended is a leak, live or pulled', () => {
  const live = smallRun()
  live.histories[2]!.push(batch(2, 5, [6]))
  expect(noLeak(live)).toHaveLength(2)
  const pulled = smallRun()
  pulled.histories[2]!.push({
    kind: 'pulled',
    at: 700,
    conn: 'p2/1',
    request: 1,
    canaries: [],
    answers: [{ conversationId: GROUP, prev: 5, head: 6, events: [seen(6)] }],
  })
  expect(noLeak(pulled)).toMatchObject([{ words: `${KAY} was given change 6 of group, pulled` }])
})

test('a word from before the membership is a leak in whatever answer it comes', () => {
  const run = smallRun()
  run.histories[2]!.push({
    kind: 'carried',
    at: 400,
    where: '/trpc/users.search 200',
    canaries: [canaryOf('0-1')],
  })
  expect(noLeak(run)).toMatchObject([{ words: expect.stringContaining('/trpc/users.search') }])
})

test('in a channel who joins may read what was before, and nothing before having joined', () => {
  const run = smallRun()
  run.dump.conversations[0]!.kind = 'channel'
  const carried = (at: number) =>
    ({ kind: 'carried', at, where: 'a list', canaries: [canaryOf('0-1')] }) as const
  run.histories[2]!.push({ ...carried(50_000), canaries: [canaryOf('0-1')] })
  expect(noLeak(run)).toEqual([])
  run.dump.members[2]!.joinedAt = 100_000
  expect(noLeak(run).length).toBeGreaterThan(0)
})
