import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { ConversationId, LogEpoch, UserId } from '@chatterly/protocol/ids'
import type { Batch, KeptEvent, PassingEvent, PersonEvent } from '@chatterly/protocol/realtime/events'
import type { Reset } from '@chatterly/protocol/realtime/shapes'
import { fullJitterMs } from '../full-jitter.ts'
import { countUntilLeft, freshEvents } from './batches.ts'
import { type Cursors, type Pull, pullAll } from './pull-all.ts'

/** Milliseconds a batch may wait for the one before it; then what is missing is asked for. */
export const HOLE_PATIENCE_MS = 200

/** Where the changes go. Everything handed over is verified: in order, without a hole. */
export type SyncStore = {
  /** Resolves once the list of one's conversations is known. */
  ready(): Promise<void>
  /** The numbers the list stands at, for conversations the engine does not follow yet. */
  cursors(): Iterable<Pick<MyConversationView, 'id' | 'seq'>>
  apply(conversationId: ConversationId, events: KeptEvent[]): void
  reset(conversationId: ConversationId, reset: Reset): void
  forget(conversationId: ConversationId): void
  pass(event: PassingEvent): void
}

/** Up to where a reader has every change of each conversation. */
export type Position = { epoch: LogEpoch; cursors: Record<ConversationId, number> }

type Options = {
  viewerId: UserId
  store: SyncStore
  pull: Pull
  /** The epoch of the numbers the store begins with, where they come from an earlier run. */
  epoch?: LogEpoch | undefined
  /** Called whenever a number moved, and when a pull began or ended. */
  onProgress: (progress: { isCaughtUp: boolean; cursors: Cursors }) => void
}

/**
 * Takes the items of `me.events` and keeps every conversation of one person complete: each batch is checked against
 * the number known, what is missing is pulled, and nothing is applied twice. It knows neither sockets nor React.
 */
export class SyncEngine {
  readonly #options: Options
  readonly #cursors = new Map<ConversationId, number>()
  #inLine: Batch[] = []
  #epoch: LogEpoch | undefined
  /** Raised by every pull and by a lost connection, so that an older pull's answer is not taken. */
  #run = 0
  #isPulling = true
  /** The viewer left somewhere and was back before it was heard: what it is now has to be asked for. */
  #hasReturned = false
  #holeTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#epoch = options.epoch
  }

  /** What a later run needs to go on from here; undefined until the first pull was answered. */
  position(): Position | undefined {
    if (this.#epoch === undefined) return undefined
    return { epoch: this.#epoch, cursors: Object.fromEntries(this.#cursors) }
  }

  /** Resolves when what the item asked for is done; a caller need not wait. */
  async receive(item: PersonEvent): Promise<void> {
    if (item.type === 'live') return this.#pull(item.epoch)
    if (item.type !== 'batch') return this.#options.store.pass(item)
    this.#inLine.push(item)
    if (!this.#isPulling) await this.#goOn()
  }

  /** The connection is gone: pulls under way are void, and live batches wait for the next `live`. */
  pause() {
    this.#run += 1
    this.#isPulling = true
    // The next pull brings all of it that is still true: after a restore these would be of another log.
    this.#inLine = []
    clearTimeout(this.#holeTimer)
    this.#holeTimer = undefined
    this.#report()
  }

  async #pull(epoch: LogEpoch): Promise<void> {
    this.#run += 1
    const run = this.#run
    this.#isPulling = true
    this.#hasReturned = false
    clearTimeout(this.#holeTimer)
    this.#holeTimer = undefined
    this.#report()
    await this.#options.store.ready()
    const pulled = await this.#tryUntilAnswered(run, epoch)
    if (pulled === undefined || run !== this.#run) return
    this.#epoch = pulled.epoch
    for (const { conversationId, answer } of pulled.answers) {
      if ('reset' in answer) this.#reset(conversationId, answer.reset)
      else this.#advance(conversationId, answer.events, answer.head)
    }
    if (this.#hasReturned) return this.#pull(pulled.epoch)
    this.#isPulling = false
    this.#dropUnknown()
    await this.#goOn()
    this.#report()
  }

  async #tryUntilAnswered(run: number, epoch: LogEpoch) {
    for (let attempt = 0; run === this.#run; attempt += 1) {
      this.#adopt()
      try {
        // Cursors are sent with the epoch they were given in; of another epoch they are void, and answered by resets.
        return await pullAll(this.#options.pull, this.#cursors, this.#epoch ?? epoch)
      } catch (error) {
        console.warn('The changes could not be pulled; trying again.', error)
        await new Promise((resolve) => setTimeout(resolve, fullJitterMs(attempt)))
      }
    }
    return undefined
  }

  /** A conversation that this tab itself has just put on the list is followed from there. */
  #adopt() {
    for (const { id, seq } of this.#options.store.cursors()) {
      if (!this.#cursors.has(id)) this.#cursors.set(id, seq)
    }
  }

  /** Applies what fits, in the order it came, until nothing more does; then sees to what remains. */
  async #goOn() {
    for (let moved = true; moved; ) {
      moved = false
      const waiting = this.#inLine
      this.#inLine = []
      for (const batch of waiting) {
        if (this.#takes(batch)) moved = true
        else this.#inLine.push(batch)
      }
    }
    this.#report()
    if (this.#inLine.length === 0 || this.#epoch === undefined) return
    if (this.#inLine.some((batch) => !this.#cursors.has(batch.conversationId))) return this.#pull(this.#epoch)
    this.#waitForHoles()
  }

  #waitForHoles() {
    this.#holeTimer ??= setTimeout(() => {
      this.#holeTimer = undefined
      if (this.#inLine.length > 0 && !this.#isPulling && this.#epoch !== undefined)
        void this.#pull(this.#epoch)
    }, HOLE_PATIENCE_MS)
  }

  #takes(batch: Batch): boolean {
    if (!this.#cursors.has(batch.conversationId)) this.#adopt()
    const cursor = this.#cursors.get(batch.conversationId)
    if (cursor === undefined || batch.prev > cursor) return false
    this.#advance(batch.conversationId, batch.events, cursor)
    return true
  }

  #advance(conversationId: ConversationId, events: KeptEvent[], head: number) {
    const cursor = this.#cursors.get(conversationId) ?? 0
    const fresh = freshEvents(events, cursor)
    const untilLeft = countUntilLeft(fresh, this.#options.viewerId)
    const applied = fresh.slice(0, untilLeft)
    if (applied.length > 0) this.#options.store.apply(conversationId, applied)
    if (untilLeft !== undefined) {
      // No change reaches somebody who is out: with more to come, they were brought back.
      if (untilLeft < fresh.length) this.#hasReturned = true
      return this.#forget(conversationId)
    }
    this.#cursors.set(conversationId, Math.max(cursor, head, fresh.at(-1)?.seq ?? 0))
  }

  #reset(conversationId: ConversationId, reset: Reset) {
    if (reset.snapshot === null) return this.#forget(conversationId)
    this.#options.store.reset(conversationId, reset)
    this.#cursors.set(conversationId, reset.snapshot.conversation.seq)
  }

  #forget(conversationId: ConversationId) {
    this.#cursors.delete(conversationId)
    this.#options.store.forget(conversationId)
  }

  /** Whatever a complete pull does not know is not, or no longer, the viewer's. */
  #dropUnknown() {
    this.#inLine = this.#inLine.filter((batch) => this.#cursors.has(batch.conversationId))
  }

  #report() {
    this.#options.onProgress({ isCaughtUp: !this.#isPulling, cursors: this.#cursors })
  }
}
