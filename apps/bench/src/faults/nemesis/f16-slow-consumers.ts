import type { Fault } from './fault.ts'

/** What the others say in the busy group: more than all the buffers between a node and a client hold. */
const BURST_BYTES = 14_000_000
const BIG_BODIES = { least: 7000, most: 7500 }
/** Of the busy group. */
const SLOW_SHARE = 0.25
const SIP_MS = 200

/** Some read nothing, some a little now and then, and the others talk a lot. */
export const slowConsumers: Fault = {
  id: 'F16',
  words: 'slow consumers: some read nothing, some a little',
  async strike({ cast, crowds, random, isOver, sleep, act }) {
    const place = 1
    const members = random.shuffle(cast.conversations[place]?.members ?? [])
    const slowCount = Math.max(2, Math.floor(members.length * SLOW_SHARE))
    const slow = members.slice(0, slowCount)
    const sipping = slow.slice(0, Math.floor(slowCount / 2))
    act(`${slow.length} people read slowly`)
    await crowds.askAll('pause', { people: slow, isPaused: true })
    const talkers = members.slice(slowCount)
    const pairs = Array.from({ length: BURST_BYTES / BIG_BODIES.least }, (_, index) => ({
      person: talkers[index % talkers.length] ?? 0,
      place,
    }))
    const burst = crowds.askAll('say', { pairs, bodyBytes: BIG_BODIES, isAtOnce: true })
    while (!isOver()) {
      await sleep(SIP_MS)
      await crowds.askAll('pause', { people: sipping, isPaused: false })
      await sleep(SIP_MS / 20)
      await crowds.askAll('pause', { people: sipping, isPaused: true })
    }
    await burst
    await crowds.askAll('pause', { people: slow, isPaused: false })
  },
}
