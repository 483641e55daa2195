import { setTimeout as sleep } from 'node:timers/promises'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import { Device } from './device.ts'
import { inTurn } from './in-turn.ts'
import { serveParent } from './parent.ts'
import { signalAt } from './signal-at.ts'
import type { Target } from './socket.ts'

export type Caller = { id: string; cookie: string }
/** Two people and the conversation they have with each other. */
export type Pair = { conversationId: string; caller: Caller; called: Caller }
type Gathered = { pair: Pair; caller: Device; called: Device[]; callId: string }

/** What is asked at the same time. */
const WIDTH = 50
/** Answers under way while silence is measured: people do not answer in one voice. */
const ANSWERING = 10
/** Milliseconds until what has not come will not come. */
const PATIENCE_MS = 5000
/** Milliseconds between two looks. */
const LOOK_MS = 20

let gathered: Gathered[] = []

const handlers = {
  /** A device for each who calls, and as many as are told for each who is called. */
  async gather({
    target,
    pairs,
    devices,
  }: {
    target: Target
    pairs: Pair[]
    devices: number
  }): Promise<void> {
    for (const { caller, called } of gathered) for (const device of [caller, ...called]) device.close()
    gathered = []
    const callers = new Map<string, Promise<Device>>()
    await inTurn(pairs, WIDTH, async (pair) => {
      const { id, cookie } = pair.caller
      const caller = callers.get(id) ?? Device.open(target, cookie)
      callers.set(id, caller)
      const called: Device[] = []
      for (let n = 0; n < devices; n++) called.push(await Device.open(target, pair.called.cookie))
      gathered.push({ pair, caller: await caller, called, callId: '' })
    })
  },

  /** Everybody calls, and nobody answers. */
  async ring(): Promise<void> {
    await inTurn(gathered, WIDTH, (each) => start(each, false))
  },

  /** Everybody calls and is answered. */
  async talk(): Promise<void> {
    await inTurn(gathered, WIDTH, async (each) => {
      await start(each, true)
      const [device] = each.called
      await device?.ask('calls.accept', { callId: each.callId, device: device.id })
    })
  },

  hangUp: (): Promise<void> =>
    inTurn(gathered, WIDTH, ({ caller, callId }) => caller.ask('calls.end', { callId })),

  /** Those who talk signal to each other, in turn. */
  signal: (pace: { seconds: number; perSecond: number }) =>
    signalAt(
      gathered.map(({ pair, caller, called: [device], callId }) => {
        if (!device) throw new Error('Nobody is there to hear')
        return { callId, from: caller, to: device, toUserId: pair.called.id }
      }),
      pace,
    ),

  /** Calls are answered on one device, again and again: from then until each other device of the person is silent. */
  async silence({ seconds }: { seconds: number }): Promise<{ latencies: Latencies; lost: number }> {
    const endsAt = performance.now() + seconds * 1000
    const result = { latencies: noLatencies(), lost: 0 }
    await inTurn(gathered.slice(0, ANSWERING), ANSWERING, async (each) => {
      while (performance.now() < endsAt) await answerOnce(each, result)
    })
    return result
  },

  /** Waits until all calls are missed on the devices they ring on: milliseconds after the deadline for each. */
  async listenForMissed({ withinMs }: { withinMs: number }): Promise<{ lateMs: number[] }> {
    const lateMs: number[] = []
    const waitedFor = new Set(gathered.map(({ callId }) => callId))
    for (const { called } of gathered)
      for (const device of called)
        device.onHeard = (event) => {
          if (event.type !== 'call.missed' || !waitedFor.delete(event.call.id)) return
          lateMs.push(Date.now() - Date.parse(event.call.ringingUntil ?? ''))
        }
    const endsAt = performance.now() + withinMs
    while (waitedFor.size > 0 && performance.now() < endsAt) await sleep(LOOK_MS)
    return { lateMs }
  },
}

async function start(each: Gathered, isOnDevice: boolean): Promise<void> {
  const { conversationId } = each.pair
  const device = isOnDevice ? { device: each.caller.id } : {}
  const input = { conversationId, media: 'voice', key: crypto.randomUUID(), ...device }
  const { id } = (await each.caller.ask('calls.start', input)) as { id: string }
  each.callId = id
}

async function answerOnce(each: Gathered, result: { latencies: Latencies; lost: number }): Promise<void> {
  await start(each, true)
  const { callId } = each
  const [first, ...others] = each.called
  const answeredAt = nowMicros()
  const silent = others.map(
    (device) =>
      new Promise<void>((resolve) => {
        device.onHeard = (event) => {
          if (event.type !== 'ring.silenced' || event.callId !== callId) return
          recordLatency(result.latencies, nowMicros() - answeredAt)
          resolve()
        }
      }),
  )
  await first?.ask('calls.accept', { callId, device: first.id })
  const isHeard = silent.map((heard) => Promise.race([heard.then(() => true), sleep(PATIENCE_MS, false)]))
  result.lost += (await Promise.all(isHeard)).filter((isSilent) => !isSilent).length
  await each.caller.ask('calls.end', { callId })
}

export type Callers = typeof handlers

serveParent(handlers)
