import { callNode } from './call-node.ts'
import { probeEndings, ringableIn, settleCalls, startCall } from './calls.ts'
import { type Fault, nodesOf, type Strike } from './fault.ts'

const PAUSE_MS = 700
/** Milliseconds after the last sign of life in which a call is over. */
const OVER_WITHIN_MS = 15_000

/** A node dies while it rings, two devices answer at the same moment, and then everybody in the call vanishes. */
export const callsBreak: Fault = {
  id: 'F29',
  words: 'a node dies while it rings; two devices answer at once; all vanish',
  async strike(given) {
    const { stand, cast, random, isOver, sleep, probe } = given
    for (const conversation of random.shuffle(ringableIn(cast))) {
      if (isOver()) break
      await callAndVanish(given, conversation)
      await sleep(PAUSE_MS)
    }
    for (const node of nodesOf(stand)) await node.program.start()
    const outcomes = await settleCalls(stand.pool)
    probeEndings(given, outcomes)
    for (const { id, state, endedAtMs, heardAtMs } of outcomes) {
      const ms = (endedAtMs ?? Number.POSITIVE_INFINITY) - heardAtMs
      probe(
        'A call that all have left without a word is over soon',
        ms <= OVER_WITHIN_MS,
        `${id}, ${state}: ${Math.round(ms)} ms`,
      )
    }
  },
}

async function callAndVanish(
  { stand, cast, random, act, probe }: Strike,
  { id: conversationId, members: [caller = 0, ...others] }: ReturnType<typeof ringableIn>[number],
): Promise<void> {
  const [callers, called] = random.shuffle(nodesOf(stand))
  const callee = cast.people[random.pick(others)]
  if (!callers || !called || !callee) return
  const cookie = cast.people[caller]?.cookie ?? ''
  await callers.program.start()
  const callId = await startCall(callers, { conversationId, cookie, key: `call-${conversationId}` })
  if (callId === undefined) return
  const isKilled = random.chance(0.5)
  act(isKilled ? `it rings; kill ${called.name}` : 'it rings')
  if (isKilled) await called.program.kill()
  const answers = await Promise.all(
    [callers, called].map((node) =>
      callNode(node, {
        cookie: callee.cookie,
        path: 'calls.accept',
        input: { callId, device: crypto.randomUUID() },
      }),
    ),
  )
  const inCall = answers.filter(({ status }) => status === 200).length
  const words = answers.map(({ status, refusal }) => refusal ?? status).join(' and ')
  probe('Of two devices that answer at once at most one is in the call', inCall <= 1, words)
  if (isKilled) await called.program.start()
}
