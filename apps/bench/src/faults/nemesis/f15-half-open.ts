import type { Fault } from './fault.ts'

/** Milliseconds: two heartbeats of a node, and some for a busy machine. */
const NOTICED_WITHIN_MS = 35_000
const POLL_MS = 250

/** Everybody's connections go silent without an end; new ones work. Both sides have to notice by themselves. */
export const halfOpen: Fault = {
  id: 'F15',
  words: 'half-open sockets: the peer is gone and says nothing',
  async strike({ stand, act, probe }) {
    act('every connection of a client vanishes')
    const { isNoticedByAll } = stand.front.vanish()
    const startedAt = Date.now()
    while (!isNoticedByAll() && Date.now() - startedAt < NOTICED_WITHIN_MS) await wait(POLL_MS)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    probe('The servers let go of vanished clients', isNoticedByAll(), `not all after ${seconds} s`)
    act(`noticed after ${seconds} s`)
  },
}

// Longer than the time of a fault, if need be: noticing takes as long as it takes.
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
