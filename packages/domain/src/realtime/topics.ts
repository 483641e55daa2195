import { isOneOf } from '@chatterly/db/is-one-of'
import { conversations } from '@chatterly/db/schema/conversations'
import { isHistoryOpen } from '@chatterly/protocol/conversations/policy'
import type { ConversationId } from '@chatterly/protocol/ids'
import { Batch } from '@chatterly/protocol/realtime/events'
import { z } from 'zod'
import { readEvents } from './read-events.ts'
import { Topic } from './topic.ts'
import { conversationChannel, type Wires } from './wires.ts'

/** Ids in one query of the reconciler. */
const HEADS_PER_QUERY = 5000

/** A batch with something in it that only later versions know: the log is read, as this version sees it. */
const Doorbell = z.object({ events: z.array(z.object({ seq: z.int() })) })

type Open = { topic: Topic; close: () => Promise<void> }
type Head = { lastSeq: number; isHistoryOpen: boolean }
type Held = { holders: number; open: Promise<Open> }

export type Topics = ReturnType<typeof createTopics>

/** The conversations this process listens to: each is opened once, however many hold it, and closed after the last. */
export function createTopics({ db, bus, logger }: Wires) {
  const held = new Map<ConversationId, Held>()
  const ready = new Map<ConversationId, Topic>()

  /** Each id is held once more; give every one back with `release`. When this fails, nothing is held. */
  async function hold(ids: ConversationId[]): Promise<Map<ConversationId, Topic>> {
    const missing = ids.filter((id) => !held.has(id))
    const opening = openAll(missing)
    for (const id of missing) held.set(id, { holders: 0, open: opening.then((open) => open(id)) })
    const entries = ids.map((id) => held.get(id)).filter((entry) => entry !== undefined)
    for (const entry of entries) entry.holders += 1
    try {
      const open = await Promise.all(entries.map((entry) => entry.open))
      return new Map(open.map(({ topic }) => [topic.conversationId, topic]))
    } catch (error) {
      for (const id of ids) release(id)
      throw error
    }
  }

  function release(id: ConversationId): void {
    const entry = held.get(id)
    if (!entry) return
    entry.holders -= 1
    if (entry.holders > 0) return
    held.delete(id)
    ready.delete(id)
    entry.open.then((open) => open.close()).catch(warn)
  }

  /** Listens first and asks for the newest number second, so that nothing falls in between. */
  async function openAll(ids: ConversationId[]): Promise<(id: ConversationId) => Open> {
    const early = new Map<ConversationId, Batch[]>(ids.map((id) => [id, []]))
    const closers = new Map<ConversationId, () => Promise<void>>()
    const listenTo = async ([id, batches]: [ConversationId, Batch[]]) => {
      const receive = (message: unknown) => {
        const topic = ready.get(id)
        // Mostly what this process said itself comes back: not worth checking.
        if (topic && isOld(message, topic.head)) return
        const heard = Batch.safeParse(message)
        if (!heard.success) topic?.fill(Doorbell.parse(message).events.at(-1)?.seq ?? 0)
        else if (topic) topic.receive(heard.data)
        else batches.push(heard.data)
      }
      closers.set(id, await bus.subscribe(conversationChannel(id), receive))
    }
    await Promise.all([...early].map(listenTo))
    const heads = await readHeads(ids).catch(async (error: unknown) => {
      for (const close of closers.values()) await close()
      throw error
    })
    return (id) => {
      const topic = new Topic({
        conversationId: id,
        head: heads.get(id)?.lastSeq ?? 0,
        isHistoryOpen: heads.get(id)?.isHistoryOpen ?? false,
        readLog: (conversationId, after) => readEvents(db, conversationId, { after }),
        onError: (error) =>
          logger.warn({ err: error, conversationId: id }, 'The log could not be read; tried again soon'),
      })
      ready.set(id, topic)
      for (const batch of early.get(id) ?? []) topic.receive(batch)
      return { topic, close: closers.get(id) ?? (() => Promise.resolve()) }
    }
  }

  async function readHeads(ids: ConversationId[]): Promise<Map<ConversationId, Head>> {
    const heads = new Map<ConversationId, Head>()
    for (let at = 0; at < ids.length; at += HEADS_PER_QUERY) {
      const rows = await db
        .select({ id: conversations.id, kind: conversations.kind, lastSeq: conversations.lastSeq })
        .from(conversations)
        .where(isOneOf(conversations.id, ids.slice(at, at + HEADS_PER_QUERY)))
      for (const row of rows) heads.set(row.id, { lastSeq: row.lastSeq, isHistoryOpen: isHistoryOpen(row) })
    }
    return heads
  }

  const warn = (error: unknown) => logger.warn({ err: error }, 'A conversation could not be closed')

  return {
    hold,
    release,
    find: (id: ConversationId) => ready.get(id),
    count: () => ready.size,
    /** Compares what was handed on with what is committed, and reads what is missing. */
    async reconcile(): Promise<void> {
      const heads = await readHeads([...ready.keys()])
      for (const [id, topic] of ready) {
        topic.fill(heads.get(id)?.lastSeq ?? 0)
        topic.recover()
      }
    },
  }
}

/** Whether a batch says nothing new after `head`. */
function isOld(message: unknown, head: number): boolean {
  const { events } = message as { events?: { seq?: unknown }[] }
  const last = events?.at(-1)?.seq
  return typeof last === 'number' && last <= head
}
