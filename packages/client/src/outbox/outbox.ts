import type { ClientKey, ConversationId } from '@chatterly/protocol/ids'
import type { MessageView, SendMessage } from '@chatterly/protocol/messages/shapes'
import { fullJitterMs } from '../full-jitter.ts'
import { newClientKey } from '../client-key.ts'
import { byWriting, isWaiting, type OutboxItem, type OutboxView } from './outbox-item.ts'
import type { OutboxStore } from './outbox-store.ts'
import { OutboxShelf } from './outbox-shelf.ts'
import { classifySendFailure } from './send-failure.ts'
import { Wait } from '../wait.ts'

/** Runs `work` while no other tab runs work of the same name. */
export type Exclusively = (name: string, work: () => Promise<void>) => Promise<void>

/** What tabs of one browser tell each other. */
export type OutboxNews = { type: 'changed' } | { type: 'acknowledged'; key: ClientKey; message: MessageView }
export type OutboxChannel = {
  tell(news: OutboxNews): void
  listen(listener: (news: OutboxNews) => void): void
}

type Options = {
  store: OutboxStore
  send: (input: SendMessage) => Promise<MessageView>
  exclusively: Exclusively
  channel: OutboxChannel
  onAcknowledged: (message: MessageView, key: ClientKey) => void
  /** Refused for good: it stays, with the reason, until it is tried again or taken out. */
  onRefused?: (key: ClientKey, error: unknown) => void
}

/**
 * Everything written and not yet acknowledged. Per conversation one message is under way at a time, in the order of
 * writing; it is tried with the same key until it is acknowledged or refused for good.
 */
export class Outbox {
  readonly #options: Options
  readonly #shelf: OutboxShelf
  readonly #draining = new Set<ConversationId>()
  readonly #wait = new Wait()
  #lastCreatedAt = 0
  #sentCount = 0
  #isClosed = false

  constructor(options: Options) {
    this.#options = options
    this.#shelf = new OutboxShelf(options.store)
    options.channel.listen((news) => this.#hear(news))
  }

  subscribe = (listener: () => void) => this.#shelf.subscribe(listener)
  view = (conversationId: ConversationId): OutboxView => this.#shelf.view(conversationId)
  /** Acknowledged since the tab was opened. */
  sentCount = () => this.#sentCount
  waitingCount = () => this.#shelf.items().filter(isWaiting).length

  /** Takes up what an earlier tab left. */
  async open() {
    this.#isClosed = false
    await this.#shelf.refresh()
    this.#drainAll()
  }

  /** Until it is opened again nothing more is sent by this tab; what is written stays in the store. */
  close() {
    this.#isClosed = true
    this.#wait.cutShort()
  }

  /** Shown at once; sent as soon as it is safe in the store. */
  async add(conversationId: ConversationId, body: string, afterNumber: number, key = newClientKey()) {
    const newest = this.#shelf
      .items()
      .reduce((latest, item) => Math.max(latest, item.createdAt), this.#lastCreatedAt)
    this.#lastCreatedAt = Math.max(Date.now(), newest + 1)
    const createdAt = this.#lastCreatedAt
    await this.#keep({ key, conversationId, body, createdAt, afterNumber, attempts: 0 })
  }

  async retry(key: ClientKey) {
    const item = this.#shelf.find(key)
    if (item === undefined) return
    const { failure: _forgotten, ...again } = item
    await this.#keep({ ...again, attempts: 0 })
  }

  /** Takes a failed message out; the answer is its text, for editing. */
  async discard(key: ClientKey): Promise<string | undefined> {
    const item = this.#shelf.find(key)
    await this.#shelf.remove(key)
    this.#options.channel.tell({ type: 'changed' })
    return item?.body
  }

  /** The network is back: no reason to wait any longer. */
  wake() {
    this.#wait.cutShort()
    this.#drainAll()
  }

  /** The message is in the conversation's window now; it need not be shown from here. */
  settle(conversationId: ConversationId, messageIds: ReadonlySet<string>) {
    this.#shelf.settle(conversationId, messageIds)
  }

  /** Nobody asks any more which key a message was sent with. Does nothing while something is waiting. */
  forgetSent() {
    if (this.waitingCount() === 0) this.#shelf.forgetSent()
  }

  async #keep(item: OutboxItem) {
    await this.#shelf.put(item)
    this.#options.channel.tell({ type: 'changed' })
    void this.#drain(item.conversationId)
  }

  #drainAll() {
    for (const { conversationId } of this.#shelf.items()) void this.#drain(conversationId)
  }

  async #drain(conversationId: ConversationId) {
    if (this.#isClosed || this.#draining.has(conversationId)) return
    this.#draining.add(conversationId)
    try {
      await this.#options.exclusively(`chatterly-outbox-${conversationId}`, async () => {
        // Another tab may have sent or taken out some of it while this one waited for its turn.
        await this.#shelf.refresh()
        for (let item = this.#next(conversationId); item; item = this.#next(conversationId))
          await this.#try(item)
      })
    } finally {
      this.#draining.delete(conversationId)
    }
    // Written after the last look and before the turn was over.
    if (this.#next(conversationId)) void this.#drain(conversationId)
  }

  #next(conversationId: ConversationId): OutboxItem | undefined {
    if (this.#isClosed) return undefined
    return this.#shelf
      .items()
      .filter((item) => item.conversationId === conversationId && isWaiting(item))
      .sort(byWriting)[0]
  }

  async #try(item: OutboxItem) {
    const tried = { ...item, attempts: item.attempts + 1 }
    await this.#shelf.put(tried)
    const { conversationId, body, key } = tried
    try {
      await this.#acknowledge(key, await this.#options.send({ conversationId, body, key }))
    } catch (error) {
      const failure = classifySendFailure(error, tried.attempts)
      if (failure.kind === 'retry')
        return this.#wait.atMost(failure.afterMs ?? fullJitterMs(tried.attempts - 1))
      if (this.#shelf.find(key)) await this.#shelf.put({ ...tried, failure: failure.words })
      this.#options.channel.tell({ type: 'changed' })
      this.#options.onRefused?.(key, error)
    }
  }

  async #acknowledge(key: ClientKey, message: MessageView) {
    this.#sentCount += 1
    this.#options.channel.tell({ type: 'acknowledged', key, message })
    this.#shelf.acknowledge(key, message)
    this.#options.onAcknowledged(message, key)
    await this.#shelf.remove(key)
  }

  #hear(news: OutboxNews) {
    if (news.type === 'changed') return void this.#shelf.refresh()
    this.#shelf.acknowledge(news.key, news.message)
    this.#options.onAcknowledged(news.message, news.key)
  }
}
