import { type ChatterlyClient } from '@chatterly/client/client-over'
import { createClient } from '@chatterly/client/create-client'
import { ChatterlyError } from '@chatterly/client/errors'
import type { ClientEvent } from '@chatterly/client/events'
import { everyItem } from '@chatterly/client/pages'
import { ConversationId, LogEpoch, UserId } from '@chatterly/protocol/ids'
import type { Snapshot } from '@chatterly/protocol/realtime/shapes'
import { nowMicros } from '../../measure/moment.ts'
import type { ListedConversation, Intent } from '../history/entries.ts'
import type { HistoryWriter } from '../history/writer.ts'
import type { Cast } from '../plan.ts'
import { Copies } from './copies.ts'
import { Rings } from './rings.ts'
import { toSeen } from './seen-event.ts'
import { type Tap, tapSockets } from './tapped-socket.ts'
import { tapFetch } from './tapped-fetch.ts'

export type Done = {
  seq?: number
  messageId?: string
  changedSeq?: number
  sha?: string | null
  reactionId?: string
}

/** One thing somebody does, as it is written down before it is tried. */
export type Act = Intent & { run: () => Promise<Done> }

/** A further session of somebody’s, which only listens and ends in the middle of the run. */
export type Guest = { name: string; cookie: string }

/** Somebody with the shipped client, who writes down whatever they do, receive and believe. */
export class VirtualClient {
  readonly person: number
  readonly userId: UserId
  readonly client: ChatterlyClient
  readonly copies: Copies
  readonly #rings: Rings
  readonly #history: HistoryWriter
  readonly #tap: Tap
  /** Up to where each conversation is known; those that are not here are gone. */
  readonly #heads = new Map<string, number>()
  readonly #underWay = new Set<Promise<void>>()
  #acts = 0
  #isClosed = false
  readonly #isGuest: boolean

  constructor({
    cast,
    person,
    url,
    history,
    guest,
  }: { cast: Cast; person: number; url: string; history: HistoryWriter; guest?: Guest }) {
    const known = cast.people[person] ?? { userId: '', cookie: '' }
    const { name, cookie } = guest ?? { name: `p${person}`, cookie: known.cookie }
    this.person = person
    this.userId = UserId.parse(known.userId)
    this.copies = new Copies(this.userId)
    this.#isGuest = guest !== undefined
    this.#history = history
    this.#rings = new Rings(this.userId, history)
    this.#tap = tapSockets({ run: cast.run, name, history })
    const own = cast.conversations.filter(({ members }) => !guest && members.includes(person))
    const cursors = Object.fromEntries(own.map(({ id, seq }) => [id, seq]))
    for (const [id, seq] of Object.entries(cursors)) this.#heads.set(id, seq)
    history.write({ kind: 'begin', wallMs: Date.now(), person, cursors, ...(guest && { guest: name }) })
    this.client = createClient({
      url,
      auth: () => ({ cookie }),
      WebSocket: this.#tap.Socket,
      fetch: tapFetch({ run: cast.run, history }),
      since: { epoch: LogEpoch.parse(cast.epoch), cursors },
    })
  }

  /** Nothing has been said yet: what the copies begin with is where the cursors stand. */
  async connect(): Promise<void> {
    if (!this.#isGuest) for (const snapshot of await this.#takeSnapshots()) this.copies.begin(snapshot)
    this.client.events.subscribe(
      (item) => this.#take(item),
      (error) => {
        if (!this.#isClosed && !this.#isGuest)
          process.stderr.write(`p${this.person} hears nothing any more: ${String(error)}\n`)
      },
    )
    await this.client.connection.caughtUp()
  }

  underWayCount = (): number => this.#underWay.size

  idle = async (): Promise<void> => void (await Promise.all(this.#underWay))

  /** Whether it believes to be in the conversation, and up to which change. */
  headOf = (conversationId: string): number | undefined => this.#heads.get(conversationId)

  pause(isPaused: boolean): void {
    if (isPaused) this.#history.write({ kind: 'slowed' })
    this.#tap.pause(isPaused)
  }

  perform(act: Act): Promise<void> {
    const done = this.#perform(act).finally(() => this.#underWay.delete(done))
    this.#underWay.add(done)
    return done
  }

  async #perform({ run, ...act }: Act): Promise<void> {
    this.#acts += 1
    const id = `p${this.person}-${this.#acts}`
    this.#history.write({ kind: 'invoke', id, ...act })
    try {
      const { sha, ...done } = await run()
      if (this.#isClosed) return
      this.#history.write({ kind: 'ok', id, ...done, ...(sha && { sha }) })
    } catch (error) {
      if (this.#isClosed) return
      this.#history.write({ id, ...toFailure(error) })
    }
  }

  /** Reads the newest message and writes down which it was. */
  async look(conversationId: string): Promise<void> {
    const invokedAt = Math.round(nowMicros())
    const { items } = await this.client.procedures.messages.list.query({
      conversationId: ConversationId.parse(conversationId),
      limit: 1,
    })
    const seq = items.at(-1)?.seq ?? 0
    this.#history.write({ kind: 'read', invokedAt, conversationId, seq })
  }

  #take(item: ClientEvent): void {
    if (item.type === 'passing') {
      if (item.event.type === 'read.moved') this.copies.pass(item.event.position)
      if (item.event.type === 'ring.silenced') this.#rings.silence(item.event.callId)
      return
    }
    const { conversationId } = item
    if (item.type === 'event') {
      const event = toSeen(item.event)
      this.copies.apply(conversationId, item.event)
      this.#rings.apply(item.event)
      this.#heads.set(conversationId, event.seq)
      this.#history.write({ kind: 'apply', conversationId, event })
    } else if (item.type === 'reset') {
      const { seq } = item.snapshot.conversation
      this.copies.begin(item.snapshot)
      this.#rings.forget(conversationId)
      this.#heads.set(conversationId, seq)
      this.#history.write({ kind: 'reset', conversationId, reason: item.reason, seq })
    } else {
      this.copies.forget(conversationId)
      this.#rings.forget(conversationId)
      this.#heads.delete(conversationId)
      this.#history.write({ kind: 'gone', conversationId })
    }
  }

  /** The end of the run: what it believes, and what the server lists for it. */
  async finish(): Promise<void> {
    const listed: ListedConversation[] = []
    const mine = everyItem(this.client.procedures.conversations.list.query, { limit: 100 })
    for await (const { id, seq, messageCount, memberCount, me, lastMessage } of mine) {
      const { unread, lastReadNumber } = me
      const lastMessageId = lastMessage?.id ?? null
      listed.push({
        conversationId: id,
        seq,
        messageCount,
        memberCount,
        unread,
        lastReadNumber,
        lastMessageId,
      })
    }
    this.#history.write({ kind: 'listed', conversations: listed })
    for (const snapshot of await this.#takeSnapshots()) {
      const differences = this.copies.differencesFrom(snapshot)
      this.#history.write({ kind: 'compared', conversationId: snapshot.conversation.id, differences })
    }
    this.#history.write({
      kind: 'end',
      cursors: this.client.events.position()?.cursors ?? {},
      waiting: this.#underWay.size,
    })
    this.leave()
  }

  leave(): void {
    this.#isClosed = true
    this.client.close()
  }

  async #takeSnapshots(): Promise<Snapshot[]> {
    const { conversations } = await this.client.procedures.sync.pull.query({ cursors: {} })
    return Object.values(conversations).flatMap((answer) =>
      'reset' in answer ? (answer.reset.snapshot ?? []) : [],
    )
  }
}

function toFailure(error: unknown) {
  const words = error instanceof Error ? error.message : String(error)
  const isDefinite =
    error instanceof ChatterlyError &&
    error.refusal !== undefined &&
    error.status !== undefined &&
    error.status >= 400 &&
    error.status < 500
  if (isDefinite) return { kind: 'fail', code: error.refusal ?? '' } as const
  return { kind: 'info', words } as const
}
