import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readTogether } from './read-together.ts'

/** Reads that are answered when the test says so. */
function controlled() {
  const reads: { keys: readonly number[]; answer: () => void }[] = []
  const ask = readTogether<number, string>(
    (keys) =>
      new Promise((resolve) => {
        reads.push({ keys, answer: () => resolve(keys.map((key) => `answer ${key}`)) })
      }),
  )
  return { reads, ask }
}

test('those who ask in the same tick share one read, each with their own answer', async () => {
  const { reads, ask } = controlled()
  const answers = Promise.all([ask(1), ask(2)])
  await nextTick()
  await nextTick()
  expect(reads.map(({ keys }) => keys)).toEqual([[1, 2]])
  reads[0]?.answer()
  expect(await answers).toEqual(['answer 1', 'answer 2'])
})

test('those who ask while a read is under way share the next, and none is given what was read before', async () => {
  const { reads, ask } = controlled()
  const first = ask(1)
  await nextTick()
  await nextTick()
  const second = ask(1)
  await nextTick()
  const third = ask(3)
  await nextTick()
  expect(reads).toHaveLength(1)
  reads[0]?.answer()
  await first
  await nextTick()
  expect(reads.map(({ keys }) => keys)).toEqual([[1], [1, 3]])
  reads[1]?.answer()
  expect(await Promise.all([second, third])).toEqual(['answer 1', 'answer 3'])
})

test('a read that hangs holds nobody up for long', async () => {
  const { reads, ask } = controlled()
  void ask(1)
  await nextTick()
  await nextTick()
  const second = ask(2)
  await expect.poll(() => reads.length).toBe(2)
  reads[1]?.answer()
  expect(await second).toBe('answer 2')
})

test('a read that fails fails those who shared it, and no others', async () => {
  let isBroken = true
  const ask = readTogether<number, number>((keys) =>
    isBroken ? Promise.reject(new Error('away')) : Promise.resolve([...keys]),
  )
  await expect(ask(1)).rejects.toThrow('away')
  isBroken = false
  expect(await ask(2)).toBe(2)
})
