import { connectingSince, nextConnectionState } from '@chatterly/client/realtime/connection-state'
import { expect, test } from 'vitest'
import { outageAt } from './outage.ts'

test('an outage is not spoken of for five seconds, and after a minute it is a long one', () => {
  const up = nextConnectionState(connectingSince(0), { type: 'live', at: 1_000 })
  const lost = nextConnectionState(up, { type: 'down', at: 10_000 })
  const stillLost = nextConnectionState(lost, { type: 'down', at: 30_000 })
  expect(stillLost).toEqual({ status: 'offline', since: 10_000, lastLiveAt: 10_000 })
  expect([15_000, 15_001, 70_000, 70_001].map((now) => outageAt(stillLost, now))).toEqual([
    'none',
    'short',
    'short',
    'long',
  ])
})
