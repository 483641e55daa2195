import { createStore, del, set, values } from 'idb-keyval'
import type { ClientKey, UserId } from '@chatterly/protocol/ids'
import type { OutboxItem } from './outbox-item.ts'

/** Survives the tab. One per person, so that nobody else's session sends what this one wrote. */
export type OutboxStore = {
  list(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(key: ClientKey): Promise<void>
}

export function openOutboxStore(viewerId: UserId): OutboxStore {
  const store = createStore(`chatterly-outbox-${viewerId}`, 'items')
  return {
    list: () => values<OutboxItem>(store),
    put: (item) => set(item.key, item, store),
    remove: (key) => del(key, store),
  }
}
