import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { faults } from '../nemesis/faults.ts'
import { plantedBugs } from './bugs.ts'
import { replaceOnce } from './plant.ts'

const root = fileURLToPath(new URL('../../../../../', import.meta.url))

test('what is not there, or there twice, is not replaced in silence', () => {
  const change = { file: 'a.ts', from: 'one', to: 'two' }
  expect(replaceOnce('one, three', change)).toBe('two, three')
  expect(() => replaceOnce('three', change)).toThrow('0 times')
  expect(() => replaceOnce('one, one', change)).toThrow('2 times')
})

describe('each planted bug', () => {
  test.each(plantedBugs)(
    '$name still fits the product and stands under a fault there is',
    ({ changes, under }) => {
      for (const change of changes) replaceOnce(readFileSync(`${root}${change.file}`, 'utf8'), change)
      expect(faults.map(({ id }) => id)).toContain(under)
    },
  )

  test('there are fourteen', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(14)
  })
})
