import { expect, test } from 'vitest'
import { mayCall } from './policy.ts'

test('a token does what its scopes say: writing does not imply reading, nor reading writing', () => {
  const [reading, writing] = [
    { access: 'signedIn', scope: 'read' },
    { access: 'member', scope: 'write' },
  ] as const
  expect([mayCall(['read'], reading), mayCall(['read'], writing)]).toEqual([true, false])
  expect([mayCall(['write'], reading), mayCall(['write'], writing)]).toEqual([false, true])
  expect([mayCall(['read', 'write'], reading), mayCall(['read', 'write'], writing)]).toEqual([true, true])
})

test.each(['account', 'administrator'])('what belongs to the %s is closed to every token', (access) => {
  for (const scope of ['read', 'write'] as const)
    expect(mayCall(['read', 'write'], { access, scope })).toBe(false)
})
