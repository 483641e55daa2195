import type { CredentialSource } from './credentials.ts'

/** The class of the package `ws`, where the environment has none of its own or cookies must be sent by hand. */
export type SocketConstructor = new (
  address: string,
  protocols: string[],
  options: { headers: Record<string, string>; closeTimeout: number },
) => object

/** Milliseconds in which the other side of a socket may answer its end. One that vanished never does. */
const FAREWELL_MS = 1000

export type SocketOptions = { url: () => Promise<string>; WebSocket?: typeof globalThis.WebSocket }

type Options = {
  url: string
  credentials: CredentialSource
  Socket: SocketConstructor | undefined
  /** There were no credentials to be had, so that nothing was opened. */
  onFailure?: (error: unknown) => void
}

/** How the tRPC client opens sockets that carry fresh credentials in each attempt. */
export function socketOptions({ url, credentials, Socket, onFailure }: Options): SocketOptions {
  if (Socket === undefined) {
    if (typeof globalThis.WebSocket === 'undefined')
      throw new TypeError(
        'This environment has no WebSocket: pass the one of the package ws to createClient.',
      )
    return { url: async () => url }
  }
  let headers: Record<string, string> = {}
  class SocketWithHeaders extends Socket {
    constructor(address: string) {
      super(address, [], { headers, closeTimeout: FAREWELL_MS })
    }
  }
  return {
    url: async () => {
      try {
        headers = await credentials.headers()
      } catch (error) {
        onFailure?.(error)
        throw error
      }
      return url
    },
    // The tRPC client uses of it what both have: events, send, close and the ready states.
    WebSocket: SocketWithHeaders as unknown as typeof globalThis.WebSocket,
  }
}

/** The address of the socket beside the procedures. */
export const socketUrlOf = (url: string) => new URL('/trpc', url).href.replace(/^http/, 'ws')
