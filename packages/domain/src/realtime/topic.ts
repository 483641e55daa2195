import { endsMembership } from '@chatterly/protocol/conversations/apply'
import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { Batch, KeptEvent } from '@chatterly/protocol/realtime/events'
import { hideEarlier } from './hide-earlier.ts'

/** Somebody here who is given every change of a conversation, in order and without a hole. */
export type Subscriber = {
  userId: UserId
  deliver(batch: Batch): void
  /** Nothing can be taken now. Its place in the log is kept, and it is given the rest when it resumes. */
  isPaused(): boolean
  /** Their membership ended with the last change they were given. */
  detached(conversationId: ConversationId): void
}

/**
 * Where a subscriber stands, and from which change on it may see messages (0: all). While catching up it reads the
 * log for itself and is passed over by live batches.
 */
type Place = { at: number; visibleFrom: number; isCatchingUp: boolean }

type ReadLog = (conversationId: ConversationId, after: number) => Promise<KeptEvent[]>

/**
 * One conversation that somebody in this process listens to. Live batches that follow `head` are handed on; earlier
 * ones are dropped; before later ones the hole is read from the log. Whatever the wires did, subscribers see 1, 2, 3.
 */
export class Topic {
  readonly conversationId: ConversationId
  /** The newest change handed on. */
  head: number
  readonly #isHistoryOpen: boolean
  readonly #places = new Map<Subscriber, Place>()
  readonly #readLog: ReadLog
  readonly #onError: (error: unknown) => void
  #isFilling = false
  /** The newest change known to exist. */
  #wanted: number

  constructor(options: {
    conversationId: ConversationId
    head: number
    isHistoryOpen: boolean
    readLog: ReadLog
    onError: (error: unknown) => void
  }) {
    this.conversationId = options.conversationId
    this.head = options.head
    this.#wanted = options.head
    this.#isHistoryOpen = options.isHistoryOpen
    this.#readLog = options.readLog
    this.#onError = options.onError
  }

  get subscriberCount(): number {
    return this.#places.size
  }

  receive(batch: Batch): void {
    const last = lastSeqOf(batch.events)
    if (last <= this.head) return
    this.#wanted = Math.max(this.#wanted, last)
    if (!this.#isFilling && batch.prev <= this.head)
      this.#handOn(batch.events.filter((event) => event.seq > this.head))
    else this.fill(last)
  }

  /** Reads what is missing up to `seq` from the log; one reading at a time. Failed ones are repeated by `recover`. */
  fill(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq)
    if (this.#isFilling || this.#wanted <= this.head) return
    this.#isFilling = true
    this.#readHole().catch(this.#onError)
  }

  /** Called again and again: takes up whatever a failed read left behind. */
  recover(): void {
    this.fill(this.#wanted)
    for (const subscriber of this.#places.keys()) this.resume(subscriber)
  }

  /** Gives a subscriber that fell behind what it missed. */
  resume(subscriber: Subscriber): void {
    const place = this.#places.get(subscriber)
    if (!place || place.isCatchingUp || place.at >= this.head || subscriber.isPaused()) return
    this.#catchUp(subscriber, place)
  }

  /** Gives the subscriber, whose membership began with `joinedSeq`, every change after `from`, and then all that come. */
  attach(subscriber: Subscriber, from: number, joinedSeq: number): void {
    if (this.#places.has(subscriber)) return
    const visibleFrom = this.#isHistoryOpen ? 0 : joinedSeq
    const place = { at: from, visibleFrom, isCatchingUp: false }
    this.#places.set(subscriber, place)
    if (place.at < this.head) this.#catchUp(subscriber, place)
    else this.fill(from)
  }

  detach(subscriber: Subscriber): void {
    this.#places.delete(subscriber)
  }

  async #readHole(): Promise<void> {
    try {
      while (this.head < this.#wanted) {
        const events = await this.#readLog(this.conversationId, this.head)
        if (events.length === 0) return
        this.#handOn(events)
      }
    } finally {
      // Not in a later tick: a batch that arrives in between would wait for nobody.
      this.#isFilling = false
    }
  }

  #handOn(events: KeptEvent[]): void {
    for (const slice of slicesOf(events)) {
      const prev = this.head
      this.head = lastSeqOf(slice)
      const batch = { conversationId: this.conversationId, prev, events: slice }
      // Nobody leaves with a new message, and nobody here is too new for it: all are given the very same.
      const isForAll = slice.every((event) => event.type === 'message.created')
      for (const [subscriber, place] of this.#places) {
        if (place.isCatchingUp || subscriber.isPaused()) continue
        if (isForAll && place.at === prev) {
          place.at = this.head
          subscriber.deliver(batch)
        } else this.#giveRest(subscriber, place, batch)
      }
    }
  }

  /** Some came with a newer number than was known here. */
  #giveRest(subscriber: Subscriber, place: Place, { prev, events }: Batch): void {
    if (place.at === prev) this.#give(subscriber, place, events)
    else if (place.at > prev && place.at < this.head) {
      const rest = events.filter(({ seq }) => seq > place.at)
      this.#give(subscriber, place, rest)
    }
  }

  #catchUp(subscriber: Subscriber, place: Place): void {
    place.isCatchingUp = true
    this.#readFor(subscriber, place).catch(this.#onError)
  }

  async #readFor(subscriber: Subscriber, place: Place): Promise<void> {
    try {
      while (place.at < this.head && !subscriber.isPaused() && this.#places.get(subscriber) === place) {
        const events = await this.#readLog(this.conversationId, place.at)
        if (events.length === 0 || this.#places.get(subscriber) !== place) return
        for (const slice of slicesOf(events)) {
          if (subscriber.isPaused() || this.#places.get(subscriber) !== place) return
          this.#give(subscriber, place, slice)
        }
      }
    } finally {
      place.isCatchingUp = false
    }
  }

  /** A subscriber whose membership ends in these changes gets none after that one. */
  #give(subscriber: Subscriber, place: Place, next: KeptEvent[]): void {
    const leaving = next.findIndex((event) => endsMembership(event, subscriber.userId))
    const given = leaving === -1 ? next : next.slice(0, leaving + 1)
    const prev = place.at
    place.at = lastSeqOf(given)
    if (leaving !== -1) this.detach(subscriber)
    const events = hideEarlier(given, place.visibleFrom)
    subscriber.deliver({ conversationId: this.conversationId, prev, events })
    if (leaving !== -1) subscriber.detached(this.conversationId)
  }
}

/** Changes given at once: few enough that a subscriber can say stop before it holds too much. */
const SLICE_MAX = 32

function slicesOf(events: KeptEvent[]): KeptEvent[][] {
  if (events.length <= SLICE_MAX) return [events]
  return [events.slice(0, SLICE_MAX), ...slicesOf(events.slice(SLICE_MAX))]
}

const lastSeqOf = (events: KeptEvent[]) => events.at(-1)?.seq ?? 0
