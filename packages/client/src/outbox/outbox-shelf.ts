import type { ClientKey, ConversationId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { type Acknowledged, byWriting, type OutboxItem, type OutboxView } from './outbox-item.ts'
import type { OutboxStore } from './outbox-store.ts'

/** The store's content as it is shown: in memory at once, in the store right after. */
export class OutboxShelf {
  readonly #store: OutboxStore
  readonly #items = new Map<ClientKey, OutboxItem>()
  readonly #acknowledged = new Map<ConversationId, Acknowledged[]>()
  /** Put here but not confirmed by the store, which may be full or forbidden: these are kept whatever it lists. */
  readonly #unsaved = new Set<ClientKey>()
  /** Gone from here; a list read before that must not bring them back. */
  readonly #removed = new Set<ClientKey>()
  readonly #keys = new Map<string, ClientKey>()
  readonly #listeners = new Set<() => void>()
  #views = new Map<ConversationId, OutboxView>()

  constructor(store: OutboxStore) {
    this.#store = store
  }

  items = () => [...this.#items.values()]
  find = (key: ClientKey) => this.#items.get(key)

  subscribe(listener: () => void) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object until something changes. */
  view(conversationId: ConversationId): OutboxView {
    const known = this.#views.get(conversationId)
    if (known) return known
    const items = this.items()
      .filter((item) => item.conversationId === conversationId)
      .sort(byWriting)
    const acknowledged = this.#acknowledged.get(conversationId) ?? []
    const view = { items, acknowledged, keys: this.#keys }
    this.#views.set(conversationId, view)
    return view
  }

  async put(item: OutboxItem) {
    this.#items.set(item.key, item)
    this.#unsaved.add(item.key)
    this.#changed()
    try {
      await this.#store.put(item)
      this.#unsaved.delete(item.key)
    } catch (error) {
      console.warn('A message could not be stored in this browser; it is kept while the tab is open.', error)
    }
  }

  async remove(key: ClientKey) {
    this.#removed.add(key)
    this.#unsaved.delete(key)
    if (this.#items.delete(key)) this.#changed()
    try {
      await this.#store.remove(key)
    } catch (error) {
      console.warn(
        'A sent message could not be taken out of this browser; its key keeps it from being said twice.',
        error,
      )
    }
  }

  acknowledge(key: ClientKey, message: MessageView) {
    this.#removed.add(key)
    if (!this.#items.delete(key)) return
    this.#keys.set(message.id, key)
    const before = this.#acknowledged.get(message.conversationId) ?? []
    this.#acknowledged.set(message.conversationId, [...before, { key, message }])
    this.#changed()
  }

  settle(conversationId: ConversationId, messageIds: ReadonlySet<string>) {
    const before = this.#acknowledged.get(conversationId) ?? []
    const open = before.filter(({ message }) => !messageIds.has(message.id))
    if (open.length === before.length) return
    this.#acknowledged.set(conversationId, open)
    this.#changed()
  }

  /** For programs that run for months. Only while nothing is under way: what is forgotten could be taken up again. */
  forgetSent() {
    this.#removed.clear()
    this.#keys.clear()
  }

  /** Another tab may have added, sent or taken out some of it. */
  async refresh() {
    let stored: OutboxItem[]
    try {
      stored = await this.#store.list()
    } catch (error) {
      console.warn('This browser does not let unsent messages be read.', error)
      return
    }
    const kept = new Set(stored.map((item) => item.key))
    for (const key of this.#items.keys()) {
      if (!kept.has(key) && !this.#unsaved.has(key)) this.#items.delete(key)
    }
    for (const item of stored) {
      if (!this.#removed.has(item.key) && !this.#unsaved.has(item.key)) this.#items.set(item.key, item)
    }
    this.#changed()
  }

  #changed() {
    this.#views = new Map()
    for (const listener of this.#listeners) listener()
  }
}
