import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Random } from '../random.ts'
import { Pipe, type Watch } from './pipe.ts'
import { clearWire, type Shape } from './shape.ts'

/** `up`: from whoever connected to the server. `down`: back. */
export type Direction = 'up' | 'down'
export type Way = Direction | 'both'

export type Watches = Partial<Record<Direction, Watch>>

type Options = {
  name: string
  random: Random
  /** Asked for each connection. */
  targetPort: () => number
  /** The port to listen on; any free one without it. */
  port?: number
  /** Told of each connection; what it answers sees the bytes. */
  onConnection?: () => Watches
}

type Line = { client: Socket; server: Socket | undefined; pipes: Partial<Record<Direction, Pipe>> }

/** A wire of this machine that can be made worse: slow, thin, cut, or silent. */
export class TcpProxy {
  readonly name: string
  readonly #options: Options
  readonly #listener: Server
  readonly #lines = new Set<Line>()
  /** Lines whose other end is as good as switched off: nothing ever passes again. */
  readonly #vanished = new Set<Line>()
  #held = new Set<Direction>()
  #shape = clearWire
  #onConnection: (() => Watches) | undefined

  private constructor(options: Options) {
    this.name = options.name
    this.#options = options
    this.#onConnection = options.onConnection
    // Half-open is a state of its own: the end of one direction is passed on by the pipe.
    this.#listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client))
  }

  static async listen(options: Options): Promise<TcpProxy> {
    const proxy = new TcpProxy(options)
    proxy.#listener.listen(options.port ?? 0, '127.0.0.1')
    await once(proxy.#listener, 'listening')
    return proxy
  }

  get port(): number {
    const address = this.#listener.address()
    if (address === null || typeof address === 'string') throw new Error(`${this.name} does not listen`)
    return address.port
  }

  connectionCount = (): number => this.#lines.size

  shape(shape: Partial<Shape>): void {
    this.#shape = { ...clearWire, ...shape }
    for (const pipe of this.#pipes('both')) pipe.shape(this.#shape)
  }

  /** Nothing passes that way; new connections wait too. What was sent arrives after `release`. */
  hold(way: Way = 'both'): void {
    for (const direction of directionsOf(way)) this.#held.add(direction)
    for (const pipe of this.#pipes(way)) pipe.hold()
  }

  /** Everything passes again, except over lines that have vanished. */
  release(): void {
    this.#held = new Set()
    for (const line of this.#lines) {
      if (this.#vanished.has(line)) continue
      if (line.server === undefined) this.#connect(line)
      for (const pipe of Object.values(line.pipes)) pipe.release()
    }
  }

  /** Cuts the lines there are, as if a cable were pulled: no end is sent, and nothing arrives, then or later. */
  vanish(): { isNoticedByAll(): boolean } {
    const lines = [...this.#lines]
    for (const line of lines) {
      this.#vanished.add(line)
      for (const pipe of Object.values(line.pipes)) pipe.lose()
    }
    return {
      isNoticedByAll: () => lines.every((line) => line.server?.destroyed || line.server?.readableEnded),
    }
  }

  /** Ends every line with a reset, at once. */
  reset(): void {
    for (const line of this.#lines) end(line)
  }

  /** Sees the bytes of connections made from now on, and no more once asked with nothing. */
  watch(onConnection: (() => Watches) | undefined): void {
    this.#onConnection = onConnection
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close')
    this.#listener.close()
    this.reset()
    for (const line of this.#vanished) end(line)
    await closed
  }

  #accept(client: Socket): void {
    const line: Line = { client, server: undefined, pipes: {} }
    this.#lines.add(line)
    client.on('error', () => line.server?.destroy())
    client.once('close', () => this.#forget(line))
    if (this.#held.size === 0) this.#connect(line)
  }

  #connect(line: Line): void {
    const { client } = line
    if (client.destroyed) return
    const { random } = this.#options
    const server = connect({
      port: this.#options.targetPort(),
      host: '127.0.0.1',
      allowHalfOpen: true,
      noDelay: true,
    })
    line.server = server
    // Whoever connected hears of a server that is not there as of a connection that was refused.
    server.on('error', () => client.resetAndDestroy())
    server.once('close', () => {
      if (!this.#vanished.has(line)) client.destroySoon()
    })
    const watches = this.#onConnection?.() ?? {}
    const letPass = () => true
    line.pipes = {
      up: new Pipe(client, server, { random, watch: watches.up ?? letPass }),
      down: new Pipe(server, client, { random, watch: watches.down ?? letPass }),
    }
    for (const direction of ['up', 'down'] as const) {
      line.pipes[direction]?.shape(this.#shape)
      if (this.#held.has(direction)) line.pipes[direction]?.hold()
    }
  }

  #forget(line: Line): void {
    this.#lines.delete(line)
    for (const pipe of Object.values(line.pipes)) pipe.stop()
    if (!this.#vanished.has(line)) line.server?.destroySoon()
  }

  *#pipes(way: Way): Generator<Pipe> {
    for (const line of this.#lines) {
      if (this.#vanished.has(line)) continue
      for (const direction of directionsOf(way)) {
        const pipe = line.pipes[direction]
        if (pipe) yield pipe
      }
    }
  }
}

function end({ client, server }: Line): void {
  client.resetAndDestroy()
  server?.resetAndDestroy()
}

const directionsOf = (way: Way): Direction[] => (way === 'both' ? ['up', 'down'] : [way])
