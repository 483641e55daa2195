import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import { fullJitterMs } from '../lib/full-jitter.ts'

/** Milliseconds a new connection may take to say `live`. */
export const LIVE_WITHIN_MS = 10_000

export type StreamHandlers = {
  onEvent: (item: PersonEvent) => void
  /** Once, when the stream has ended, for whatever reason. */
  onDown: () => void
}

/** Opens one stream of `me.events` over a connection of its own; the answer closes it. */
export type OpenStream = (handlers: StreamHandlers) => () => void

type Options = {
  openStream: OpenStream
  onEvent: (item: PersonEvent) => void
  onDown: () => void
}

/** Keeps one stream open: comes back after a jittered wait, or at once when nudged. */
export class Connection {
  readonly #options: Options
  #close: (() => void) | undefined
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

  /** The network is back, or somebody is looking again: no reason to wait any longer. */
  nudge() {
    if (this.#isStopped || this.#close !== undefined) return
    clearTimeout(this.#timer)
    this.#attempt = 0
    this.#open()
  }

  /** The network is known to be gone: a socket would notice only at its next heartbeat. */
  drop() {
    if (this.#isStopped || this.#close === undefined) return
    this.#lost()
  }

  #open() {
    let isOver = false
    const end = () => {
      if (isOver) return
      isOver = true
      this.#lost()
    }
    const close = this.#options.openStream({
      onEvent: (item) => {
        if (isOver) return
        if (item.type === 'live') this.#settled()
        this.#options.onEvent(item)
      },
      onDown: end,
    })
    if (isOver) return close()
    this.#close = () => {
      isOver = true
      close()
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
    const close = this.#close
    this.#close = undefined
    close?.()
  }
}
