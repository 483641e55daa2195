import { expect, test } from 'vitest'
import { oneEffect } from './i02-one-effect.ts'
import { smallRun } from './testing/small-run.ts'

test('each intent has one effect in a good run', () => {
  expect(oneEffect(smallRun())).toEqual([])
})

test('what was said once and is there twice is noticed', () => {
  const run = smallRun()
  run.dump.messages.push({ ...run.dump.messages[0]!, id: 'again', seq: 7 })
  expect(oneEffect(run)).toMatchObject([{ words: expect.stringContaining('2 times') }])
})

test('what was refused and is there is noticed', () => {
  const run = smallRun()
  run.histories[0] = run.histories[0]!.map((entry) =>
    entry.kind === 'ok' && entry.seq === 2 ? { kind: 'fail', id: entry.id, at: entry.at, code: 'no' } : entry,
  )
  expect(oneEffect(run)).toMatchObject([{ words: expect.stringContaining('refused') }])
})

test('what is there and was never said is noticed', () => {
  const run = smallRun()
  run.histories[1] = run.histories[1]!.filter(({ kind }) => kind !== 'invoke')
  expect(oneEffect(run)).toMatchObject([{ words: expect.stringContaining('nobody said it') }])
})

test('an edit that was acknowledged once and changed twice, or was refused and changed, is noticed', () => {
  for (const [kind, changes] of [
    ['ok', 2],
    ['ok', 0],
    ['fail', 1],
  ] as const) {
    const run = smallRun()
    run.histories[0]!.push(
      { kind: 'invoke', id: 'e', at: 700, op: 'edit', conversationId: 'group', messageId: 'm2' },
      kind === 'ok' ? { kind, id: 'e', at: 710, messageId: 'm2' } : { kind, id: 'e', at: 710, code: 'no' },
    )
    for (let n = 0; n < changes; n += 1)
      run.dump.events.push({ ...run.dump.events[1]!, seq: 7 + n, type: 'message.edited' })
    expect(oneEffect(run), `${kind}, ${changes}`).toHaveLength(1)
  }
})
