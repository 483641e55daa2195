import { calls, connectionReports } from '@chatterly/db/schema/calls'
import { users } from '@chatterly/db/schema/users'
import type { StageResult } from '@chatterly/protocol/calls/connection'
import { conversationOf, newKey, openTestWorld, type Person } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { forgetOldReports } from './forget-old-reports.ts'

const DAY_MS = 86_400_000
const noon = new Date('2026-03-05T12:00:00.000Z')
let now = noon
const world = await openTestWorld({ clock: { now: () => now } })
const [ada, grace, mary, olga] = [
  await world.person('Ada'),
  await world.person('Grace'),
  await world.person('Mary'),
  await world.person('Olga', 'administrator'),
]
const refusal = (code: string) => ({ cause: { code } })

const passed = (stage: StageResult['stage']): StageResult => ({ stage, outcome: 'passed', tookMs: 40 })
const failed = (
  stage: StageResult['stage'],
  reason: 'no_answer' | 'refused' | 'never_connected' = 'no_answer',
) => ({ stage, outcome: 'failed', reason, tookMs: 6000 }) satisfies StageResult
const skipped = (stage: StageResult['stage']): StageResult => ({
  stage,
  outcome: 'skipped',
  reason: 'not_set_up',
})

const report = (person: Person, results: StageResult[], callId?: string) =>
  person.call.calls.reportConnection({
    occasion: callId ? 'call' : 'check',
    ...(callId && { callId }),
    results,
    key: newKey(),
  })
const figures = () => olga.call.calls.connectionFigures()
const figuresOf = async (stage: StageResult['stage']) =>
  (await figures()).stages.find((each) => each.stage === stage)

beforeEach(async () => {
  now = noon
  await world.db.delete(connectionReports)
})

describe('figures', () => {
  test('count by stage and day what was tried, what failed and for how many, and name nobody', async () => {
    now = new Date(noon.getTime() - 2 * DAY_MS)
    await report(ada, [passed('stun'), failed('turn-udp'), skipped('turn-tls')])
    now = noon
    await report(ada, [passed('stun'), failed('turn-udp', 'refused')])
    await report(ada, [passed('stun'), failed('turn-udp')])
    await report(grace, [passed('stun'), failed('turn-udp')])
    await report(mary, [passed('stun'), passed('turn-udp')])
    const { reports, people, stages } = await figures()
    expect({ reports, people }).toEqual({ reports: 5, people: 3 })
    expect(stages.find(({ stage }) => stage === 'turn-udp')).toEqual({
      stage: 'turn-udp',
      tried: 5,
      failed: 4,
      people: 2,
      lastFailedAt: noon.toISOString(),
      reasons: [
        { reason: 'no_answer', count: 3 },
        { reason: 'refused', count: 1 },
      ],
      days: [
        { day: '2026-03-03', tried: 1, failed: 1, people: 1 },
        { day: '2026-03-05', tried: 4, failed: 3, people: 2 },
      ],
    })
    expect(stages.find(({ stage }) => stage === 'stun')).toMatchObject({ tried: 5, failed: 0, people: 0 })
    const answer = JSON.stringify(stages)
    for (const person of [ada, grace, mary]) expect(answer).not.toContain(person.id)
  })

  test('have every stage in order, also where nothing was reported or it was skipped', async () => {
    await report(ada, [skipped('turn-tls')])
    const { stages } = await figures()
    expect(stages.map(({ stage }) => stage)).toEqual([
      'permission',
      'device',
      'signalling',
      'stun',
      'turn-udp',
      'turn-tcp',
      'turn-tls',
      'peer',
    ])
    expect(stages.every(({ tried, lastFailedAt }) => tried === 0 && lastFailedAt === null)).toBe(true)
  })

  test('are of thirty days, and what is older is forgotten', async () => {
    now = new Date(noon.getTime() - 30 * DAY_MS - 1000)
    await report(ada, [failed('stun')])
    now = new Date(noon.getTime() - 30 * DAY_MS + 1000)
    await report(grace, [failed('stun')])
    now = noon
    expect(await figuresOf('stun')).toMatchObject({ tried: 1, people: 1 })
    expect(await forgetOldReports(world.world)).toBe(1)
    expect(await forgetOldReports(world.world)).toBe(0)
    expect(await figuresOf('stun')).toMatchObject({ tried: 1, people: 1 })
  })

  test('are for administrators, from the moment they are one until the moment they are not', async () => {
    const kay = await world.person('Kay')
    await expect(kay.call.calls.connectionFigures()).rejects.toMatchObject(refusal('administrator.required'))
    await world.db.update(users).set({ role: 'administrator' }).where(eq(users.id, kay.id))
    expect(await kay.call.calls.connectionFigures()).toMatchObject({ reports: 0 })
    await world.db.update(users).set({ role: 'member' }).where(eq(users.id, kay.id))
    await expect(kay.call.calls.connectionFigures()).rejects.toMatchObject(refusal('administrator.required'))
  })
})

describe('a report', () => {
  test('with the same key is kept once, and with other content is refused', async () => {
    const once = { occasion: 'check' as const, results: [failed('stun')], key: newKey() }
    await Promise.all([1, 2, 3].map(() => ada.call.calls.reportConnection(once)))
    expect(await figuresOf('stun')).toMatchObject({ tried: 1 })
    await expect(
      ada.call.calls.reportConnection({ ...once, results: [passed('stun')] }),
    ).rejects.toMatchObject(refusal('idempotency.key_reused'))
  })

  test('of a call is taken from whoever was called or in it, and refused from others', async () => {
    const conversationId = await conversationOf(ada, [grace], 'group')
    const { id } = await ada.call.calls.start({ conversationId, media: 'voice', key: newKey() })
    const results = [passed('signalling'), failed('peer', 'never_connected')]
    await report(ada, results, id)
    await report(grace, results, id)
    await expect(report(mary, results, id)).rejects.toMatchObject(refusal('call.not_found'))
    await expect(report(mary, results, crypto.randomUUID())).rejects.toMatchObject(refusal('call.not_found'))
    await ada.call.conversations.addMember({ conversationId, userId: mary.id })
    await expect(report(mary, results, id)).rejects.toMatchObject(refusal('call.not_invited'))
    expect(await figuresOf('peer')).toMatchObject({ tried: 2, people: 2 })
  })

  test('outlives the call, and goes with the person', async () => {
    const kay = await world.person('Kay')
    const conversationId = await conversationOf(kay, [grace], 'group')
    const { id } = await kay.call.calls.start({ conversationId, media: 'voice', key: newKey() })
    await report(kay, [failed('peer', 'never_connected')], id)
    const lone = await world.person('Lone')
    await report(lone, [failed('stun')])
    await world.db.delete(calls).where(eq(calls.id, id))
    await world.db.delete(users).where(eq(users.id, lone.id))
    expect(await figuresOf('peer')).toMatchObject({ tried: 1 })
    expect(await figuresOf('stun')).toMatchObject({ tried: 0 })
  })

  test.each([
    ['nothing', []],
    ['a stage twice', [passed('stun'), failed('stun')]],
    ['an unknown stage', [{ stage: 'weather', outcome: 'passed', tookMs: 1 }]],
    ['a failure without a reason', [{ stage: 'stun', outcome: 'failed', tookMs: 1 }]],
    ['a reason in words', [{ stage: 'stun', outcome: 'failed', reason: '10.0.0.1 is away', tookMs: 1 }]],
    ['an endless try', [{ stage: 'stun', outcome: 'passed', tookMs: 1e9 }]],
  ])('with %s is refused', async (_what, results) => {
    await expect(
      ada.call.calls.reportConnection({
        occasion: 'check',
        results: results as StageResult[],
        key: newKey(),
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('keeps none of what it does not ask for', async () => {
    const address = '192.168.7.7'
    const more = { ...failed('stun'), address, sdp: `c=IN IP4 ${address}` }
    await ada.call.calls.reportConnection({ occasion: 'check', results: [more], key: newKey() })
    const { rows } = await world.db.execute(
      'select row_to_json(r)::text || row_to_json(s)::text as kept from connection_reports r join connection_results s on s.report_id = r.id',
    )
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(address)
  })
})

test('too many reports of one person are refused', async () => {
  const narrow = await openTestWorld({ rateLimitScale: 0.1 })
  const kay = await narrow.person('Kay')
  for (const _time of [1, 2]) await report(kay, [passed('stun')])
  await expect(report(kay, [passed('stun')])).rejects.toMatchObject(refusal('rate.limited'))
})
