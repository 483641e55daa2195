import { expect, test } from 'vitest'
import { seededRandom } from './random.ts'

const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).next)

test('a seed gives the same chances again, and another seed others', () => {
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('a fork does not depend on what its origin was asked', () => {
  const [asked, untouched] = [seededRandom(7), seededRandom(7)]
  asked.next()
  expect(asked.fork('network').next()).toBe(untouched.fork('network').next())
})

test('chances spread evenly, and a shuffle loses nobody', () => {
  const random = seededRandom(1)
  const counts = [0, 0, 0, 0]
  for (let n = 0; n < 4000; n += 1) counts[random.below(4)] = (counts[random.below(4)] ?? 0) + 1
  expect(Math.min(...counts)).toBeGreaterThan(850)
  expect(random.shuffle([1, 2, 3, 4]).sort((a, b) => a - b)).toEqual([1, 2, 3, 4])
})
