import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import { fullJitterMs } from '../full-jitter.ts'
import type { Pull } from './pull-all.ts'

/** Milliseconds a new connection may take to say `live`. */
export const LIVE_WITHIN_MS = 10_000

export type StreamHandlers = {
  onEvent: (item: PersonEvent) => void
  /** Once, when the stream has ended, for whatever reason. */
  onDown: () => void
  /** Before it is down, when the next attempt would be refused as well. */
  onRefused?: (error: unknown) => void
}

/** An open stream, and what else goes over its connection. */
export type Stream = { pull: Pull; close: () => void }

/** Opens one stream of `me.events` over a connection of its own. */
export type OpenStream = (handlers: StreamHandlers) => Stream

type Options = {
  openStream: OpenStream
  onEvent: (item: PersonEvent) => void
  onDown: () => void
  /** It was refused for good and is stopped. */
  onRefused?: (error: unknown) => void
}

/** Keeps one stream open: comes back after a jittered wait, or at once when nudged. */
export class Connection {
  readonly #options: Options
  #stream: Stream | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #attempt = 0
  #isStopped = true

  constructor(options: Options) {
    this.#options = options
  }

  start() {
    if (!this.#isStopped) return
    this.#isStopped = false
    this.#open()
  }

  stop() {
    this.#isStopped = true
    this.#end()
  }

  /** Asks over the open stream's connection. */
  pull: Pull = (input) =>
    this.#stream === undefined
      ? Promise.reject(new Error('There is no connection.'))
      : this.#stream.pull(input)

  /** The network is back, or somebody is looking again: no reason to wait any longer. */
  nudge() {
    if (this.#isStopped || this.#stream !== undefined) return
    clearTimeout(this.#timer)
    this.#attempt = 0
    this.#open()
  }

  /** The network is known to be gone: a socket would notice only at its next heartbeat. */
  drop() {
    if (this.#isStopped || this.#stream === undefined) return
    this.#lost()
  }

  #open() {
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      this.#lost()
    }
    const stream = this.#options.openStream({
      onEvent: (item) => {
        if (isOver) return
        if (item.type === 'live') this.#settled()
        this.#options.onEvent(item)
      },
      onDown: end,
      onRefused: (error) => {
        if (isOver || this.#options.onRefused === undefined) return
        this.stop()
        this.#options.onRefused(error)
      },
    })
    if (isOver) return stream.close()
    this.#stream = {
      pull: stream.pull,
      close: () => {
        isOver = true
        stream.close()
      },
    }
    this.#timer = setTimeout(end, LIVE_WITHIN_MS)
  }

  #settled() {
    clearTimeout(this.#timer)
    this.#attempt = 0
  }

  #lost() {
    this.#end()
    this.#options.onDown()
    this.#timer = setTimeout(() => this.#open(), fullJitterMs(this.#attempt))
    this.#attempt += 1
  }

  #end() {
    clearTimeout(this.#timer)
    const stream = this.#stream
    this.#stream = undefined
    stream?.close()
  }
}
