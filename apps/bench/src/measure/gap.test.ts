import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { gapsOf } from './gap.ts'

test('a door that answers some later is noticed, one that does not is not', async () => {
  const after = (ms: number) => () => sleep(ms)
  const [told, silent] = await gapsOf(
    [
      { name: 'told', known: after(20), unknown: after(4) },
      { name: 'silent', known: after(10), unknown: after(10) },
    ],
    15,
  )
  expect(told?.gap).toBeGreaterThan(1)
  expect(silent?.gap).toBeLessThan(0.3)
})
