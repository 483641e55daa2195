import { type CallAct, type CallState, callTransitions, isOver } from '@chatterly/protocol/calls/machine'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { isRefusalCode } from '@chatterly/protocol/refusals'
import { conversationOf, newKey, openTestWorld } from '@chatterly/testing/test-world'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calls } from '@chatterly/db/schema/calls'
import { eq, sql } from 'drizzle-orm'
import { readEvents } from '../realtime/read-events.ts'
import { expireCall } from './expire-call.ts'

const RUNS = 200

const world = await openTestWorld()
const elsewhere = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
const people = [await world.person('Ada'), await world.person('Grace'), await world.person('Mary')] as const
const [ada, grace, mary] = people

const acts = ['acknowledge', 'accept', 'join', 'decline', 'leave', 'end'] as const satisfies CallAct[]
const anyAct = fc.oneof(
  fc.record({ act: fc.constantFrom(...acts), by: fc.constantFrom(...people) }),
  fc.constant({ act: 'expire' as const, by: ada }),
)
/** One after the other, or two at the same moment. */
const anySteps = fc.array(fc.array(anyAct, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 10 })

type Act = { act: CallAct; by: typeof ada }

/** What it was refused with, or nothing. */
async function perform({ act, by }: Act, callId: CallView['id']): Promise<string | undefined> {
  if (act === 'expire') {
    await expireCall(elsewhere.world, callId)
    return undefined
  }
  try {
    await by.call.calls[act]({ callId })
    return undefined
  } catch (error) {
    const code = Object(Object(error).cause).code
    if (!isRefusalCode(code)) throw error
    return code
  }
}

const mayLead = (from: CallState, to: CallState, act: CallAct) => {
  const ways: Partial<Record<CallAct, readonly CallState[]>> = callTransitions[from]
  return ways[act]?.includes(to) ?? false
}

const ENDINGS = new Set(['call.ended', 'call.declined', 'call.missed'])

test(`${RUNS} random calls keep to the table, and each is over once`, async () => {
  const groups = [
    await conversationOf(ada, [grace], 'direct'),
    await conversationOf(ada, [grace, mary], 'group'),
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...groups), anySteps, async (conversationId, steps) => {
      const { seq } = await ada.call.conversations.get({ conversationId })
      const started = await ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
      const callId = started.id
      // Overdue from the start, so that the deadline may come at any moment.
      await world.db.update(calls).set({ ringingUntil: sql`clock_timestamp()` }).where(eq(calls.id, callId))
      let before = await ada.call.calls.get({ callId })
      for (const step of steps) {
        const refusals = await Promise.all(step.map((each) => perform(each, callId)))
        const after = await ada.call.calls.get({ callId })
        if (refusals.every((code) => code !== undefined)) expect(after).toEqual(before)
        if (isOver(before.state)) expect(after).toEqual(before)
        expect(after.fence).toBeGreaterThanOrEqual(before.fence)
        const [only] = step
        if (step.length === 1 && only && after.state !== before.state)
          expect(mayLead(before.state, after.state, only.act), `${only.act}: ${before.state}`).toBe(true)
        before = after
      }
      if (!isOver(before.state)) await ada.call.calls.end({ callId })
      await expectOneEnd(conversationId, seq)
    }),
    { numRuns: RUNS },
  )
}, 240_000)

async function expectOneEnd(conversationId: CallView['conversationId'], after: number): Promise<void> {
  const events = await readEvents(world.db, conversationId, { after })
  const ofCall = events.filter((event) => 'call' in event)
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => after + place + 1))
  expect(events.filter(({ type }) => type === 'message.created')).toHaveLength(1)
  const last = ofCall.at(-1)
  expect(last && ENDINGS.has(last.type)).toBe(true)
  expect(ofCall.filter(({ type }) => type === 'call.ended').length).toBeLessThanOrEqual(1)
  expect(ofCall.filter(({ type }) => type === 'call.missed').length).toBeLessThanOrEqual(1)
  expect(last && 'call' in last && last.call.participants.map(({ standing }) => standing)).not.toContain(
    'rung',
  )
}
