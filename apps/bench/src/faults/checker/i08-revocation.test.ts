import { expect, test } from 'vitest'
import { revocation } from './i08-revocation.ts'
import { KAY, smallRun } from './testing/small-run.ts'

test('members may write', () => {
  expect(revocation(smallRun())).toEqual([])
})

test('a message from somebody who had left is noticed', () => {
  const run = smallRun()
  run.dump.messages[2]!.senderId = KAY
  expect(revocation(run)).toHaveLength(1)
})
