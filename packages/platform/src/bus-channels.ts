import type { BusWire } from './bus-wire.ts'
import type { Logger } from './logger.ts'
import type { Redis } from './redis.ts'

export type Handler = (message: unknown) => void

type Channel = { handlers: readonly Handler[]; subscribed: Promise<void> }

/** So that one command stays small however many channels there are. */
const CHANNELS_PER_COMMAND = 500

/** What the bus listens to: one Redis subscription per channel, however many handlers, put back after a reconnect. */
export function createChannels(subscriber: Redis, wire: BusWire, logger: Logger) {
  const channels = new Map<string, Channel>()
  const reconnectHandlers = new Set<() => void>()
  let isHearing = subscriber.status === 'ready'
  let mayHaveMissed = false
  /** The present connection is on its way out, which takes a moment. */
  let isGivenUp = false

  const giveUpConnection = (error: unknown) => {
    if (isGivenUp || subscriber.status !== 'ready') return
    isGivenUp = true
    // Redis and the map may now disagree; a new connection starts from the map.
    logger.warn({ err: error }, 'A subscription failed on a live connection, which is renewed')
    subscriber.disconnect(true)
  }

  const listen = async (names: string[]) => {
    if (subscriber.status !== 'ready') {
      mayHaveMissed = true
      return
    }
    try {
      await wire.subscribe(names)
    } catch (error) {
      mayHaveMissed = true
      giveUpConnection(error)
    }
  }

  const listenToAll = async () => {
    const names = [...channels.keys()]
    for (let first = 0; first < names.length; first += CHANNELS_PER_COMMAND) {
      await listen(names.slice(first, first + CHANNELS_PER_COMMAND))
    }
  }

  const announceReconnect = () => {
    for (const handler of reconnectHandlers) {
      try {
        handler()
      } catch (error) {
        logger.error({ err: error }, 'A reconnect handler threw')
      }
    }
  }

  const hearAgain = async () => {
    const hadMissed = mayHaveMissed
    mayHaveMissed = false
    await listenToAll()
    // Lost again meanwhile: the next connection tells.
    if (mayHaveMissed) return
    isHearing = true
    if (hadMissed) announceReconnect()
  }

  subscriber.on('close', () => {
    isGivenUp = false
    isHearing = false
    mayHaveMissed = true
  })
  // Never rejects: a failed subscription is dealt with where it fails.
  subscriber.on('ready', () => void hearAgain())

  const leave = async (name: string, handler: Handler) => {
    const channel = channels.get(name)
    if (!channel?.handlers.includes(handler)) return
    channel.handlers = channel.handlers.filter((other) => other !== handler)
    if (channel.handlers.length > 0) return
    channels.delete(name)
    if (subscriber.status !== 'ready') return
    await wire.unsubscribe(name).catch(giveUpConnection)
  }

  return {
    subscribe: async (name: string, handler: Handler): Promise<() => Promise<void>> => {
      // The same function may listen twice; each subscription is its own.
      const own: Handler = (message) => handler(message)
      const channel = channels.get(name) ?? { handlers: [], subscribed: listen([name]) }
      channels.set(name, channel)
      channel.handlers = channel.handlers.concat(own)
      await channel.subscribed
      return () => leave(name, own)
    },
    onReconnect: (handler: () => void): (() => void) => {
      const own = () => handler()
      reconnectHandlers.add(own)
      return () => void reconnectHandlers.delete(own)
    },
    handlersOf: (name: string): readonly Handler[] => channels.get(name)?.handlers ?? [],
    isConnected: () => isHearing && subscriber.status === 'ready',
    count: () => channels.size,
  }
}
