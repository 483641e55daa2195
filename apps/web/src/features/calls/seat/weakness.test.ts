import { expect, test } from 'vitest'
import type { PeerView } from '../transport/call-transport.ts'
import { Weakness } from './weakness.ts'

type Seen = Pick<PeerView, 'connection' | 'quality'>

const seen = (isWeak: boolean, connection: Seen['connection'] = 'connected'): Seen => ({
  connection,
  quality: { rttMs: 20, lossIn: 0, lossOut: 0, kbpsIn: 0, kbpsOut: 0, isRelayed: false, isWeak },
})

test('a moment of weakness is not spoken of, four seconds are', () => {
  const weakness = new Weakness()
  expect(weakness.look([seen(true)], 0)).toBe(false)
  expect(weakness.look([seen(false)], 2000)).toBe(false)
  expect(weakness.look([seen(true)], 4000)).toBe(false)
  expect(weakness.look([seen(true)], 7999)).toBe(false)
  expect(weakness.look([seen(true)], 8000)).toBe(true)
})

test('it is taken back only once it has been good for a while', () => {
  const weakness = new Weakness()
  for (const at of [0, 4000]) weakness.look([seen(true)], at)
  expect(weakness.look([seen(false)], 5000)).toBe(true)
  expect(weakness.look([seen(false)], 13_000)).toBe(false)
})

test('where only one of the others is badly heard, the weakness is theirs', () => {
  const weakness = new Weakness()
  for (const at of [0, 4000, 8000]) expect(weakness.look([seen(true), seen(false)], at)).toBe(false)
  for (const at of [9000, 13_000, 17_000]) expect(weakness.look([seen(true, 'lost')], at)).toBe(false)
})
