import { createBatchReader } from './batch-frames.ts'
import { inTurn } from './in-turn.ts'
import { Listener, type ListenerPlan } from './listener.ts'
import { type Pace, sendAtPace, type Sent } from './pace.ts'
import { serveParent } from './parent.ts'
import { Sender, type SenderPlan } from './sender.ts'
import type { Target } from './socket.ts'
import { createTally, type Counts } from './tally.ts'

/** Sockets opened at the same time while a crowd gathers. */
const CONNECTING_MAX = 50

const tally = createTally()
const listeners: Listener[] = []
let senders: Sender[] = []
let frameBytes = 0

const readBatch = createBatchReader()
const duties = {
  read(frame: Buffer) {
    const batch = readBatch(frame)
    if (batch?.count === 1) frameBytes = frame.length
    return batch
  },
  onBatch: tally.onBatch,
  onRefused: tally.onRefused,
}

const handlers = {
  /** Opens sockets that listen, and resolves with the seconds it took when all are live. */
  async listen({
    target,
    plans,
    isBare,
  }: {
    target: Target
    plans: ListenerPlan[]
    isBare: boolean
  }): Promise<number> {
    const startedAt = Date.now()
    const made = plans.map((plan) => new Listener(plan, duties))
    listeners.push(...made)
    await inTurn(made, CONNECTING_MAX, (listener) => listener.connect(target, isBare, false))
    return (Date.now() - startedAt) / 1000
  },

  async openSenders({ target, plans }: { target: Target; plans: SenderPlan[] }): Promise<void> {
    for (const sender of senders) sender.close()
    senders = []
    await inTurn(plans, CONNECTING_MAX, async (plan) => void senders.push(await Sender.open(target, plan)))
  },

  async send(pace: Pace & { senders?: number }): Promise<Sent & { counts: Counts }> {
    tally.reset()
    const sent = await sendAtPace(senders.slice(0, pace.senders), pace, tally)
    return { ...sent, counts: tally.read() }
  },

  /** The bytes of the last frame that carried one event. */
  frameBytes: () => frameBytes,

  dropAll: async (): Promise<void> => void (await Promise.all(listeners.map((listener) => listener.drop()))),

  /** All at once. Resolves with each listener's milliseconds until it was live and had verified what it missed. */
  async resumeAll({
    target,
    isBare,
  }: {
    target: Target
    isBare: boolean
  }): Promise<{ millis: number[]; counts: Counts }> {
    tally.reset()
    const startedAt = performance.now()
    const millis = await Promise.all(
      listeners.map(async (listener) => {
        await listener.connect(target, isBare, !isBare)
        return performance.now() - startedAt
      }),
    )
    return { millis, counts: tally.read() }
  },

  /** Sockets that were closed without being asked to. */
  countClosed: (): number => listeners.filter((listener) => !listener.isOpen()).length,

  /** Listeners that have not been given everything up to the numbers. */
  countBehind: ({ heads }: { heads: Record<string, number> }): number =>
    listeners.filter((listener) => !listener.hasReached(heads)).length,
}

export type Crowd = typeof handlers

serveParent(handlers)
