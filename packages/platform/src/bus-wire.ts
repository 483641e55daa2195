import type { Redis } from './redis.ts'

/** How the bus speaks to Redis. */
export type BusWire = {
  publish(channel: string, text: string): Promise<unknown>
  subscribe(channels: string[]): Promise<unknown>
  unsubscribe(channel: string): Promise<unknown>
  onMessage(handler: (channel: string, text: string) => void): void
}

type Options = { publisher: Redis; subscriber: Redis; prefix: string; isSharded: boolean }

/**
 * Channels under a prefix. Sharded, a message goes to the one node that has the channel instead of to all of them,
 * and one command takes channels of one slot only.
 */
export function createBusWire({ publisher, subscriber, prefix, isSharded }: Options): BusWire {
  const named = (channel: string) => prefix + channel
  const unnamed = (handler: (channel: string, text: string) => void) => (channel: string, text: string) =>
    handler(channel.slice(prefix.length), text)
  if (!isSharded)
    return {
      publish: (channel, text) => publisher.publish(named(channel), text),
      subscribe: (channels) => subscriber.subscribe(...channels.map(named)),
      unsubscribe: (channel) => subscriber.unsubscribe(named(channel)),
      onMessage: (handler) => void subscriber.on('message', unnamed(handler)),
    }
  return {
    publish: (channel, text) => publisher.spublish(named(channel), text),
    subscribe: (channels) => Promise.all(channels.map((channel) => subscriber.ssubscribe(named(channel)))),
    unsubscribe: (channel) => subscriber.sunsubscribe(named(channel)),
    onMessage: (handler) => void subscriber.on('smessage', unnamed(handler)),
  }
}
