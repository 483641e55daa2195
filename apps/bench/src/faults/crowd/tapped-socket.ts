import type { SocketConstructor } from '@chatterly/client/socket-options'
import { WebSocket } from 'ws'
import { canariesIn } from '../canary.ts'
import type { HistoryWriter } from '../history/writer.ts'
import { readAsked, readFrame } from './read-frame.ts'
import { toSeen } from './seen-event.ts'

let connections = 0

/** The sockets of one client: every byte they receive is looked at before the client gets it. */
export type Tap = {
  Socket: SocketConstructor
  /** Reads nothing more, or goes on. */
  pause(isPaused: boolean): void
}

export function tapSockets({
  run,
  name,
  history,
}: {
  run: string
  name: string
  history: HistoryWriter
}): Tap {
  const open = new Set<WebSocket>()
  let isPaused = false

  class TappedSocket extends WebSocket {
    readonly #conn = `${name}/${(connections += 1)}`

    constructor(address: string, protocols: string[], options: { headers: Record<string, string> }) {
      super(address, protocols, options)
      this.on('open', () => {
        history.write({ kind: 'open', conn: this.#conn })
        open.add(this)
        if (isPaused) this.pause()
      })
      this.on('close', (code: number) => {
        open.delete(this)
        history.write({ kind: 'close', conn: this.#conn, code })
      })
      this.on('message', (bytes: Buffer) => this.#look(bytes.toString()))
    }

    override send(said: Parameters<WebSocket['send']>[0]): void {
      if (typeof said === 'string') {
        for (const asked of readAsked(said)) history.write({ kind: 'asked', conn: this.#conn, ...asked })
      }
      super.send(said)
    }

    #look(text: string): void {
      const conn = this.#conn
      const canaries = canariesIn(run, text)
      const content = readFrame(text)
      if (content.kind === 'pulled') history.write({ conn, canaries, ...content })
      else if (content.kind === 'other') {
        if (canaries.length > 0) history.write({ kind: 'carried', where: 'socket', conn, canaries })
      } else if (content.item.type === 'live')
        history.write({ kind: 'live', conn, epoch: content.item.epoch })
      else if (content.item.type === 'batch') {
        const { conversationId, prev, events } = content.item
        history.write({ kind: 'batch', conn, conversationId, prev, events: events.map(toSeen), canaries })
      } else if (canaries.length > 0)
        history.write({ kind: 'carried', where: 'passing event', conn, canaries })
    }
  }

  return {
    Socket: TappedSocket,
    pause(wanted) {
      isPaused = wanted
      for (const socket of open) {
        if (wanted) socket.pause()
        else socket.resume()
      }
    },
  }
}
