import type { KeptEvent, PassingEvent } from '@chatterly/protocol/realtime/events'
import type { WebSocket } from 'ws'
import { mutation, onFrame, openSocket, subscription, type Target } from './socket.ts'

const EVENTS = 1

export type Heard = KeptEvent | PassingEvent

type Frame = { id?: number; error?: unknown; result?: { type: string; data?: unknown } }
type Item = { type: string; events?: KeptEvent[] }
type Waiting = { resolve: (data: unknown) => void; reject: (problem: Error) => void }

/** One device of one person: it listens to everything, and acts in calls. */
export class Device {
  /** As the product knows it while it is in a call. */
  readonly id = crypto.randomUUID()
  /** Whoever wants to know what comes to it. */
  onHeard: (event: Heard) => void = () => {}
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  #asked = EVENTS

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** Resolves when everything that happens from now on is heard. */
  static async open(target: Target, cookie: string): Promise<Device> {
    const socket = await openSocket(target, cookie)
    const device = new Device(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('A device was closed before it heard anything')))
      onFrame(socket, (bytes) => {
        const frame = JSON.parse(bytes.toString()) as Frame & Partial<Item>
        if (frame.id !== undefined && frame.id !== EVENTS) device.#settle(frame.id, frame)
        else if (frame.error) reject(new Error(`A device may not listen: ${bytes.toString().slice(0, 300)}`))
        else if (frame.result?.type !== 'started') {
          // The first says that it is live.
          resolve()
          device.#hear((frame.result?.data ?? frame) as Item)
        }
      })
      socket.send(subscription(EVENTS, 'me.events'))
    })
    return device
  }

  /** @throws Error when it is refused */
  ask(path: string, input: unknown): Promise<unknown> {
    this.#asked += 1
    this.#socket.send(mutation(this.#asked, path, input))
    return new Promise((resolve, reject) => this.#waiting.set(this.#asked, { resolve, reject }))
  }

  close(): void {
    this.#socket.close()
  }

  #settle(id: number, { error, result }: Frame): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(`Refused: ${JSON.stringify(error).slice(0, 300)}`))
    else waiting?.resolve(result?.data)
  }

  #hear(item: Item): void {
    if (item.type === 'batch') for (const event of item.events ?? []) this.onHeard(event)
    else this.onHeard(item as PassingEvent)
  }
}
