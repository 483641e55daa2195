import { expect, test } from 'vitest'
import { createBatchReader } from './batch-frames.ts'
import { follow } from './continuity.ts'
import { stampedBody } from './stamp.ts'

const conversationId = 'c'.repeat(36)

test('batches that follow each other lose and repeat nothing', () => {
  const cursors = new Map([[conversationId, 4]])
  expect(follow(cursors, { conversationId, prev: 4, last: 6 })).toEqual({ taken: 2, lost: 0, repeated: 0 })
  expect(follow(cursors, { conversationId, prev: 6, last: 7 })).toEqual({ taken: 1, lost: 0, repeated: 0 })
})

test('a hole is counted as lost, and what came before as repeated', () => {
  const cursors = new Map([[conversationId, 4]])
  expect(follow(cursors, { conversationId, prev: 6, last: 7 })).toEqual({ taken: 1, lost: 2, repeated: 0 })
  expect(follow(cursors, { conversationId, prev: 5, last: 9 })).toEqual({ taken: 2, lost: 0, repeated: 2 })
  expect(follow(cursors, { conversationId, prev: 1, last: 3 })).toEqual({ taken: 0, lost: 0, repeated: 2 })
})

const frameOf = (...seqs: number[]) =>
  Buffer.from(
    JSON.stringify({
      id: 1,
      result: {
        type: 'data',
        data: {
          type: 'batch',
          conversationId,
          prev: 4,
          events: seqs.map((seq) => ({ type: 'message.created', seq, message: { body: stampedBody(seq) } })),
        },
      },
    }),
  )

test('a frame is read once and says what it carries', () => {
  const read = createBatchReader()
  const batch = read(frameOf(5, 6))
  expect(batch).toMatchObject({ conversationId, prev: 4, last: 6, count: 2 })
  expect(batch?.stamps.map((stamp) => stamp.mark)).toEqual([5, 6])
  expect(read(frameOf(5, 6))).toBe(batch)
  expect(read(Buffer.from('PING'))).toBeUndefined()
})

test('a frame with a hole in it is refused', () => {
  expect(() => createBatchReader()(frameOf(5, 7))).toThrow('does not follow')
})
