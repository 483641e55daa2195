import type { OutboxItem } from '@chatterly/client/outbox/outbox-item'
import type { OutboxStore } from '@chatterly/client/outbox/outbox-store'
import type { UserId } from '@chatterly/protocol/ids'
import { createStore, del, set, values } from 'idb-keyval'

/** Survives the tab. One per person, so that nobody else's session sends what this one wrote. */
export function openOutboxStore(viewerId: UserId): OutboxStore {
  const store = createStore(`chatterly-outbox-${viewerId}`, 'items')
  return {
    list: () => values<OutboxItem>(store),
    put: (item) => set(item.key, item, store),
    remove: (key) => del(key, store),
  }
}
