import { setTimeout as sleep } from 'node:timers/promises'
import { CALL_RING_SECONDS } from '../stand/node.ts'
import { probeEndings, ringableIn, settleCalls, startCall } from './calls.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'

const RING_MS = CALL_RING_SECONDS * 1000
/** Milliseconds around the deadline in which the worker is killed: some jobs have begun, others have not. */
const AROUND_MS = 150
/** Milliseconds a deadline may be late once there is a worker again. */
const LATE_MAX_MS = 2000
/** One in which Redis remembers, and one in which it does not, however short the run. */
const ROUNDS_LEAST = 2

/** Everybody calls; when the deadlines come the worker is killed, twice, and in every other round Redis forgets all. */
export const killWorker: Fault = {
  id: 'F4',
  words: 'kill -9 of the worker at the deadlines of calls, Redis emptied',
  async strike(given) {
    const { stand, random, isOver, act, probe } = given
    const backAtMs = new Map<string, number>()
    for (let round = 0; round < ROUNDS_LEAST || !isOver(); round += 1) {
      const ids = await callEverywhere(given, round)
      const killAtMs = Date.now() + RING_MS + random.between(-AROUND_MS, AROUND_MS)
      if (round % 2 === 1) await forgetBefore(given, killAtMs)
      await sleep(Math.max(0, killAtMs - Date.now()))
      for (const again of ['', ' again']) {
        act(`kill the worker${again}`)
        await stand.worker.program.kill()
        await stand.worker.program.start()
      }
      const nowMs = Date.now()
      for (const id of ids) backAtMs.set(id, nowMs)
      await settleCalls(stand.pool)
    }
    const outcomes = await settleCalls(stand.pool)
    probeEndings(given, outcomes)
    for (const { id, state, endedAtMs, deadlineMs } of outcomes) {
      probe('Nobody answers, so it is missed', state === 'missed', `${id} is ${state}`)
      const lateMs =
        (endedAtMs ?? Number.POSITIVE_INFINITY) - Math.max(deadlineMs ?? 0, backAtMs.get(id) ?? 0)
      probe(
        'A deadline is carried out soon',
        lateMs <= LATE_MAX_MS,
        `${id} was ${Math.round(lateMs)} ms late`,
      )
    }
  },
}

async function callEverywhere({ stand, cast, random, act }: Strike, round: number): Promise<string[]> {
  const made = await Promise.all(
    ringableIn(cast).map(({ id: conversationId, members: [owner = 0] }) =>
      startCall(random.pick(nodesOf(stand)), {
        conversationId,
        cookie: cast.people[owner]?.cookie ?? '',
        key: `call-${round}-${conversationId}`,
      }),
    ),
  )
  const ids = made.filter((id) => id !== undefined)
  act(`${ids.length} calls ring`)
  return ids
}

/** While it rings, or when it has just ceased to by everybody's clock and nobody has said so. */
async function forgetBefore({ stand, random, act }: Strike, endMs: number): Promise<void> {
  await sleep(random.between(0, endMs - Date.now()))
  if (random.chance(0.5)) {
    act('kill Redis')
    await stand.redis.program.kill()
    await stand.redis.program.start()
    return
  }
  act('FLUSHALL')
  const admin = stand.redis.admin()
  await admin.flushall()
  admin.disconnect()
}
