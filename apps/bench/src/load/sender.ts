import type { WebSocket } from 'ws'
import { onFrame, mutation, openSocket, readAnswer, type Target } from './socket.ts'
import { stampedBody } from './stamp.ts'

export type SenderPlan = { cookie: string; conversationIds: string[] }

let marks = 0

/** One connection that sends messages into its conversations, each in turn. */
export class Sender {
  readonly #conversationIds: string[]
  readonly #socket: WebSocket
  #turn = Math.floor(Math.random() * 1000)
  readonly #waiting = new Map<number, (isRefused: boolean) => void>()

  private constructor(plan: SenderPlan, socket: WebSocket) {
    this.#conversationIds = plan.conversationIds
    this.#socket = socket
    onFrame(socket, (frame) => {
      const { id, isRefused } = readAnswer(frame)
      const settle = this.#waiting.get(id)
      this.#waiting.delete(id)
      settle?.(isRefused)
    })
  }

  static async open(target: Target, plan: SenderPlan): Promise<Sender> {
    return new Sender(plan, await openSocket(target, plan.cookie))
  }

  /** Sends one message, and says under which mark it will arrive. */
  send(onAnswer: (mark: number, isRefused: boolean) => void): number {
    const mark = ++marks
    const conversationId = this.#conversationIds[this.#turn++ % this.#conversationIds.length]
    this.#waiting.set(mark, (isRefused) => onAnswer(mark, isRefused))
    const key = `${process.pid}-${mark}`
    this.#socket.send(mutation(mark, 'messages.send', { conversationId, body: stampedBody(mark), key }))
    return mark
  }

  close(): void {
    this.#socket.close()
  }
}
