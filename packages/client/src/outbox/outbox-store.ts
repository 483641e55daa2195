import type { ClientKey } from '@chatterly/protocol/ids'
import type { OutboxItem } from './outbox-item.ts'

/** Where unsent messages are kept. What survives, and for whom, is the store's to say. */
export type OutboxStore = {
  list(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(key: ClientKey): Promise<void>
}

/** Lives as long as the program does. */
export function createMemoryStore(): OutboxStore {
  const items = new Map<ClientKey, OutboxItem>()
  return {
    list: async () => [...items.values()],
    put: async (item) => void items.set(item.key, item),
    remove: async (key) => void items.delete(key),
  }
}
