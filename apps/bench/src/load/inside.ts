import { createLogger } from '@chatterly/platform/logger'
import { type OpenWorld, openWorld } from '@chatterly/domain/world'
import { ConversationId, UserId } from '@chatterly/protocol/ids'
import { type Latencies, noLatencies, recordLatency } from '../measure/latencies.ts'
import { nowMicros } from '../measure/moment.ts'
import { benchEnv } from '../stand/bench-env.ts'
import { serveParent } from './parent.ts'

type Addresses = { databaseUrl: string; redisUrl: string }
type WriterLoad = { senderIds: string[]; conversationIds: string[]; seconds: number; waiting: number }

let open: OpenWorld | undefined
/** Over all runs: a key is used once. */
let keys = 0

/** Parts of the product without a server around them, in a process of their own. */
const handlers = {
  async open({ databaseUrl, redisUrl }: Addresses): Promise<void> {
    const env = benchEnv({ databaseUrl, redisUrl })
    open = openWorld(env, createLogger(env, 'bench'))
    await open.redis.whenReady(1000)
  },

  /** The message writer alone: each sender writes again as soon as its message is durable. */
  async write({
    senderIds,
    conversationIds,
    seconds,
    waiting,
  }: WriterLoad): Promise<{ sent: number; latencies: Latencies }> {
    const { writer } = worldOf(open)
    const latencies = noLatencies()
    const ids = conversationIds.map((id) => ConversationId.parse(id))
    const people = senderIds.map((id) => UserId.parse(id))
    const endsAt = Date.now() + seconds * 1000
    let sent = 0
    const senders = Array.from({ length: waiting }, async (_, place) => {
      while (Date.now() < endsAt) {
        const startedAt = nowMicros()
        const key = `writer-${keys++}`
        const conversationId = ids[Math.floor(Math.random() * ids.length)]
        const senderId = people[place % people.length]
        if (!conversationId || !senderId) throw new Error('Nobody sends, or nowhere')
        const body = `a message like any other, ${key}`
        const outcome = await writer.write({
          conversationId,
          senderId,
          key,
          requestHash: key,
          body,
          metadata: {},
        })
        if (outcome.kind !== 'written') throw new Error(`The writer refused a message: ${outcome.kind}`)
        recordLatency(latencies, nowMicros() - startedAt)
        sent += 1
      }
    })
    await Promise.all(senders)
    return { sent, latencies }
  },

  /** Who a cookie speaks for, again and again. */
  async identify({ cookies, times }: { cookies: string[]; times: number }): Promise<Latencies> {
    const { sessions } = worldOf(open)
    const latencies = noLatencies()
    for (let count = 0; count < times; count++) {
      const startedAt = nowMicros()
      const { actor } = await sessions.identify(cookies[count % cookies.length])
      if (!actor) throw new Error('A session was not recognized')
      recordLatency(latencies, nowMicros() - startedAt)
    }
    return latencies
  },

  /** Who an access token speaks for, again and again. */
  async identifyBearer({ tokens, times }: { tokens: string[]; times: number }): Promise<Latencies> {
    const { sessions } = worldOf(open)
    const latencies = noLatencies()
    for (let count = 0; count < times; count++) {
      const startedAt = nowMicros()
      const actor = await sessions.identifyBearer(tokens[count % tokens.length] ?? '')
      if (!actor) throw new Error('A token was not recognized')
      recordLatency(latencies, nowMicros() - startedAt)
    }
    return latencies
  },

  close: async (): Promise<void> => {
    await open?.close()
  },
}

function worldOf(opened: OpenWorld | undefined) {
  if (!opened) throw new Error('The world is opened first')
  return opened.world
}

export type Inside = typeof handlers

serveParent(handlers)
