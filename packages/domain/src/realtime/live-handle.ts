/** One answer of a subscription as tRPC frames it: with an id where it is tracked. */
export type SubscriptionResult = { id?: string; data: unknown }

/** A transport that writes by itself: a socket, in place of the generator that would be read item by item. */
export type Sink<Item> = {
  send(item: Item): void
  /** Too much is unsent: nothing more is given until `resume`, and what is missed is read from the log. */
  isPaused(): boolean
}

/**
 * Hangs, unseen on the wire, on the item after which a subscription is live. Whoever meets it on the way out may
 * bind a sink: from then on items go there at once. Nobody needs to: unbound, the generator goes on yielding.
 */
export type LiveHandle<Item = unknown> = {
  bind(sink: Sink<Item>): void
  /** After a pause. */
  resume(): void
  /** Subscriptions of one kind answer a shared item alike. */
  kind: string
  /** How an item reads as answers of this subscription. */
  toResults(item: Item): SubscriptionResult[]
  /** What makes two subscribers' items the same, so that they are encoded once. */
  sharedBy(item: Item): object | undefined
}

const HANDLE = Symbol('live handle')

/** The item with the handle on it; JSON does not see symbols. */
export const withHandle = <Value extends object, Item>(value: Value, handle: LiveHandle<Item>): Value => ({
  ...value,
  [HANDLE]: handle,
})

/** The handle on an item, if it carries one. */
export function handleOn(value: unknown): LiveHandle | undefined {
  if (typeof value !== 'object' || value === null || !(HANDLE in value)) return undefined
  return value[HANDLE] as LiveHandle
}
