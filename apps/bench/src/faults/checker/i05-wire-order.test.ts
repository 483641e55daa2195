import { expect, test } from 'vitest'
import { countRepeatsOnWire, wireOrder } from './i05-wire-order.ts'
import { batch, GROUP, seen, smallRun } from './testing/small-run.ts'

test('batches that follow each other are in order', () => {
  expect(wireOrder(smallRun())).toEqual([])
})

test('a batch left out, one given twice and a hole within one are noticed', () => {
  for (const wrong of [[batch(1, 4, [5, 6])], [batch(1, 1, [2, 3])], [batch(1, 3, [4, 6])]]) {
    const run = smallRun()
    run.histories[1] = [run.histories[1]![0]!, batch(1, 1, [2, 3]), ...wrong]
    expect(wireOrder(run)).toHaveLength(1)
  }
})

test('a pull that is answered from elsewhere than it was asked, or with a hole, is noticed', () => {
  const pull = (asked: number, seqs: number[]) => {
    const run = smallRun()
    run.histories[1]!.push(
      { kind: 'asked', at: 700, conn: 'p1/2', request: 3, cursors: { [GROUP]: asked } },
      {
        kind: 'pulled',
        at: 710,
        conn: 'p1/2',
        request: 3,
        canaries: [],
        answers: [{ conversationId: GROUP, prev: 3, head: 6, events: seqs.map(seen) }],
      },
    )
    return run
  }
  expect(wireOrder(pull(3, [4, 5, 6]))).toEqual([])
  expect(wireOrder(pull(2, [4, 5, 6]))).toHaveLength(1)
  expect(wireOrder(pull(3, [4, 6]))).toHaveLength(1)
  expect(countRepeatsOnWire(pull(3, [4, 5, 6]))).toBe(3)
})
