import { expect, test } from 'vitest'
import { everybodyConverges } from './i04-everybody-converges.ts'
import { apply, canaryOf, GROUP, smallRun } from './testing/small-run.ts'

const wordsOf = (run: ReturnType<typeof smallRun>) => everybodyConverges(run).map(({ words }) => words)

test('clients that took in the log, each in their time, have converged', () => {
  expect(wordsOf(smallRun())).toEqual([])
})

test('a change that is skipped, or another one in its place, is noticed', () => {
  const skipped = smallRun()
  skipped.histories[1] = skipped.histories[1]!.filter(
    (entry) => entry.kind !== 'apply' || entry.event.seq !== 4,
  )
  expect(wordsOf(skipped)).toEqual(['p1: change 5 after 3 (group)'])
  const replaced = smallRun()
  const entry = apply(4)
  if (entry.kind === 'apply') entry.event.id = 'another'
  replaced.histories[1] = replaced.histories[1]!.map((each) =>
    each.kind === 'apply' && each.event.seq === 4 ? entry : each,
  )
  expect(wordsOf(replaced)).toEqual(['p1: change 4 is not what the log holds (group)'])
})

test('who is behind when the time is over is named', () => {
  expect(wordsOf({ ...smallRun(), behind: ['person 2'] })).toEqual(['When the time was over: person 2'])
})

test('words that were given to somebody and never committed are noticed', () => {
  const run = smallRun()
  run.histories[2]!.push({ kind: 'carried', at: 500, where: 'socket', canaries: [canaryOf('1-99')] })
  expect(wordsOf(run)).toEqual([expect.stringContaining('is not in the log')])
})

test('after a restore, who still holds what was taken back has not converged', () => {
  const run = smallRun()
  const rewound = {
    kind: 'rewound',
    at: 680,
    kept: { group: 5 },
    lostMessageIds: ['m6'],
    lostCanaries: [],
  } as const
  run.notes.push({ ...rewound, lostMessageIds: [...rewound.lostMessageIds], lostCanaries: [] })
  expect(wordsOf(run)).toEqual([
    'p0: still holds what was taken back (group)',
    'p1: still holds what was taken back (group)',
  ])
  for (const history of run.histories.slice(0, 2))
    history.push({ kind: 'reset', at: 700, conversationId: 'group', reason: 'epoch', seq: 6 })
  expect(wordsOf(run)).toEqual([])
})

test('who folds the changes into something else than the server shows is noticed', () => {
  const run = smallRun()
  run.histories[1]!.push(
    { kind: 'compared', at: 880, conversationId: GROUP, differences: ['unread is 1 instead of 2'] },
    { kind: 'compared', at: 880, conversationId: GROUP, differences: [] },
  )
  expect(wordsOf(run)).toEqual(['p1: folded, unread is 1 instead of 2 (group)'])
})

test('a change of an earlier message may be hidden, any other may not', () => {
  const hide = (seq: number) => {
    const run = smallRun()
    run.histories[2] = run.histories[2]!.map((entry) =>
      entry.kind === 'apply' && entry.event.seq === seq
        ? { ...entry, event: { seq, type: 'change.hidden', id: null, sha: null } }
        : entry,
    )
    return run
  }
  const earlier = hide(4)
  Object.assign(earlier.dump.events[3]!, { type: 'message.edited', messageId: 'm2' })
  for (const history of earlier.histories.slice(0, 2))
    for (const entry of history)
      if (entry.kind === 'apply' && entry.event.seq === 4)
        Object.assign(entry.event, { type: 'message.edited', id: 'm2', sha: null })
  expect(wordsOf(earlier)).toEqual([])
  expect(wordsOf(hide(4))).toHaveLength(1)
})
