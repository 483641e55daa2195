import { createChannels, type Handler } from './bus-channels.ts'
import { createBusWire } from './bus-wire.ts'
import type { Logger } from './logger.ts'
import { createOutage } from './outage.ts'
import type { Redis } from './redis.ts'

/** Carries messages between processes, to whoever listens now. It may lose them; what must not be lost is read again. */
export type Bus = {
  /** False when the message was not handed to Redis. Never throws. */
  publish(channel: string, message: unknown): Promise<boolean>
  /**
   * Resolves once messages arrive. While Redis is away it resolves at once, and messages arrive after the reconnect.
   * The returned function ends this subscription; calling it again does nothing.
   */
  subscribe(channel: string, handler: Handler): Promise<() => Promise<void>>
  /** Called when messages may have been missed and every channel is being heard again. Returns how to stop. */
  onReconnect(handler: () => void): () => void
  isConnected(): boolean
  /** Channels this process listens to. */
  channelCount(): number
}

type Options = {
  publisher: Redis
  subscriber: Redis
  logger: Logger
  /** What the names of channels begin with in Redis. */
  prefix?: string
  /** The connections are to a cluster. */
  isSharded?: boolean
}

/** Takes over the subscriber connection: nothing else may subscribe on it. */
export function createBus({ publisher, subscriber, logger, prefix = '', isSharded = false }: Options): Bus {
  const publishing = createOutage(logger, 'Publishing on the bus')
  const wire = createBusWire({ publisher, subscriber, prefix, isSharded })
  const channels = createChannels(subscriber, wire, logger)

  wire.onMessage((channel, text) => {
    const message = parse(text)
    if (message === undefined) return logger.error({ channel }, 'Dropped a message that is not JSON')
    for (const handler of channels.handlersOf(channel)) deliver(handler, { channel, message, logger })
  })

  return {
    async publish(channel, message) {
      try {
        await wire.publish(channel, JSON.stringify(message))
        publishing.recovered()
        return true
      } catch (error) {
        publishing.failed(error)
        return false
      }
    },
    subscribe: channels.subscribe,
    onReconnect: channels.onReconnect,
    isConnected: channels.isConnected,
    channelCount: channels.count,
  }
}

// One listener's bug must not keep the message from the others.
function deliver(
  handler: Handler,
  { channel, message, logger }: { channel: string; message: unknown; logger: Logger },
): void {
  try {
    handler(message)
  } catch (error) {
    logger.error({ err: error, channel }, 'A bus handler threw')
  }
}

/** JSON has no undefined, so it can mean "not JSON". */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
