import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { Batch, PassingEvent, PersonEvent } from '@chatterly/protocol/realtime/events'
import { type LiveHandle, type Sink, type SubscriptionResult, withHandle } from './live-handle.ts'
import { LiveQueue } from './live-queue.ts'
import type { SharedReads } from './shared-reads.ts'
import type { Subscriber, Topic } from './topic.ts'
import type { Topics } from './topics.ts'

/** What all listeners of a process share. */
export type Surroundings = {
  topics: Topics
  reads: SharedReads
  /** From here on the listener is told of what happens to its person. */
  remember(listener: PersonListener): Promise<void>
  forget(listener: PersonListener): void
  warn(error: unknown): void
}

/** A membership that began, and with which change. */
type Joined = { conversationId: ConversationId; seq: number }

/** Made once while one batch goes to many, one after the other. */
let newest: { batch: Batch; event: PersonEvent } | undefined
function toPersonEvent(batch: Batch): PersonEvent {
  if (newest?.batch !== batch) newest = { batch, event: { type: 'batch', ...batch } }
  return newest.event
}

/** A subscription to everything one person may know. There may be one for each socket of a process. */
export class PersonListener implements Subscriber, LiveHandle<PersonEvent> {
  readonly userId: UserId
  readonly items: LiveQueue<PersonEvent>
  readonly #surroundings: Surroundings
  #held: readonly ConversationId[] = []
  #hasLeft = false
  /** Doorbells that ring while the current memberships are still being read: most are for one of those. */
  #early: Joined[] | undefined = []

  constructor(userId: UserId, signal: AbortSignal | undefined, surroundings: Surroundings) {
    this.userId = userId
    this.#surroundings = surroundings
    const [open, onClose] = [() => this.#begin(), () => this.#leave()]
    this.items = new LiveQueue({ signal, open, onClose })
  }

  join(joined: Joined): void {
    if (this.#early) this.#early.push(joined)
    else this.#attach(joined).catch(this.#surroundings.warn)
  }

  /** What passes while nothing can be taken is healed by the next of its kind. */
  pass(passing: PassingEvent): void {
    if (!this.isPaused()) this.items.push(passing)
  }

  deliver(batch: Batch): void {
    this.items.push(toPersonEvent(batch))
  }

  isPaused(): boolean {
    return this.items.isPaused()
  }

  detached(id: ConversationId): void {
    this.#letGo(id)
    // Whoever was brought back meanwhile had a place already when the new doorbell rang.
    this.#rejoin(id).catch(this.#surroundings.warn)
  }

  get kind(): string {
    return 'person'
  }

  bind(sink: Sink<PersonEvent>): void {
    this.items.bind(sink)
  }

  resume(): void {
    for (const id of this.#held) this.#surroundings.topics.find(id)?.resume(this)
  }

  toResults(item: PersonEvent): SubscriptionResult[] {
    return [{ data: item }]
  }

  sharedBy(item: PersonEvent): object | undefined {
    return item.type === 'batch' ? item.events : undefined
  }

  async #begin(): Promise<PersonEvent> {
    await this.#surroundings.remember(this)
    if (!this.#hasLeft) await this.#attachAll()
    const joinedMeanwhile = this.#early ?? []
    this.#early = undefined
    for (const joined of joinedMeanwhile) await this.#attach(joined)
    return withHandle({ type: 'live', epoch: await this.#surroundings.reads.epoch() }, this)
  }

  /**
   * Memberships and numbers are of one moment. Whoever leaves after it is given every change from there up to the
   * one that says so, and nothing later.
   */
  async #attachAll(): Promise<void> {
    const memberships = await this.#surroundings.reads.membershipsOf(this.userId)
    const open = await this.#take(memberships.map(({ conversation }) => conversation.id))
    for (const { conversation, member } of memberships) {
      const from = Math.max(conversation.lastSeq, member.joinedSeq - 1)
      open.get(conversation.id)?.attach(this, from, member.joinedSeq)
    }
  }

  async #attach({ conversationId, seq }: Joined): Promise<void> {
    if (this.#held.includes(conversationId)) return
    for (const topic of (await this.#take([conversationId])).values()) topic.attach(this, seq - 1, seq)
  }

  /** Holds those that are not held yet, unless the listener has gone meanwhile. */
  async #take(ids: ConversationId[]): Promise<Map<ConversationId, Topic>> {
    const { topics } = this.#surroundings
    const taken = new Map<ConversationId, Topic>()
    for (const [id, topic] of await topics.hold(ids)) {
      if (this.#hasLeft || this.#held.includes(id)) topics.release(id)
      else taken.set(id, topic)
    }
    this.#held = this.#held.concat([...taken.keys()])
    return taken
  }

  async #rejoin(id: ConversationId): Promise<void> {
    const memberships = await this.#surroundings.reads.membershipsOf(this.userId)
    const current = memberships.find(({ conversation }) => conversation.id === id)
    if (current) await this.#attach({ conversationId: id, seq: current.member.joinedSeq })
  }

  #letGo(id: ConversationId): void {
    if (!this.#held.includes(id)) return
    this.#held = this.#held.filter((other) => other !== id)
    this.#giveBack(id)
  }

  #leave(): void {
    this.#hasLeft = true
    this.#surroundings.forget(this)
    for (const id of this.#held) this.#giveBack(id)
    this.#held = []
  }

  #giveBack(id: ConversationId): void {
    const { topics } = this.#surroundings
    topics.find(id)?.detach(this)
    topics.release(id)
  }
}
