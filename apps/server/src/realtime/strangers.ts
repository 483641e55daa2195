import { count, type Crowd } from './crowd.ts'
import type { ServerSocket } from './server-socket.ts'

/** Sockets that have not yet said who they are: in this process, and from one address. */
const STRANGERS_MAX = 1_000
const STRANGERS_PER_ADDRESS_MAX = 50

/** Milliseconds in which a socket that announced to say more about itself, as the library allows, has to do so. */
const INTRODUCTION_MS = 5_000
/** RFC 6455: a message, here a missing one, that breaks the rules of this server. */
export const POLICY_VIOLATION = 1008

/** Closes the socket when it has not introduced itself in time. */
export const awaitIntroduction = (socket: ServerSocket) =>
  setTimeout(() => socket.close(POLICY_VIOLATION, 'Say who you are first'), INTRODUCTION_MS).unref()

/** Sockets of nobody, for as long as they may be that. */
export class Strangers {
  readonly #scale: number
  readonly #addresses = new Map<ServerSocket, string>()
  readonly #crowd: Crowd = new Map()

  constructor(scale: number) {
    this.#scale = scale
  }

  hasRoom(address: string): boolean {
    const fromThere = this.#crowd.get(address) ?? 0
    return (
      this.#addresses.size < STRANGERS_MAX * this.#scale &&
      fromThere < STRANGERS_PER_ADDRESS_MAX * this.#scale
    )
  }

  add(socket: ServerSocket, address: string): void {
    this.#addresses.set(socket, address)
    count(this.#crowd, address, 1)
  }

  /** Gone, or known by now. */
  remove(socket: ServerSocket): void {
    const address = this.#addresses.get(socket)
    if (address === undefined) return
    this.#addresses.delete(socket)
    count(this.#crowd, address, -1)
  }

  all(): Iterable<ServerSocket> {
    return this.#addresses.keys()
  }
}
