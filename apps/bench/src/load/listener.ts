import type { PulledChanges } from '@chatterly/protocol/realtime/shapes'
import type { WebSocket } from 'ws'
import type { BatchFrame } from './batch-frames.ts'
import { type Continuity, type Cursors, follow } from './continuity.ts'
import { onFrame, openSocket, readAnswer, query, subscription, type Target } from './socket.ts'

const EVENTS = 1
const PULL = 2
/** What `retryAfterSeconds` says. */
const RETRY_MS = 1000

export type ListenerPlan = { cookie: string; cursors: Record<string, number> }

type Duties = {
  read(frame: Buffer): BatchFrame | undefined
  onBatch(batch: BatchFrame, continuity: Continuity): void
  /** The server is too busy for the moment and says so. */
  onRefused(): void
}

/** One person's connection to everything, or a bare socket that is sent the same. */
export class Listener {
  readonly #plan: ListenerPlan
  readonly #cursors: Cursors
  readonly #duties: Duties
  #socket: WebSocket | undefined

  constructor(plan: ListenerPlan, duties: Duties) {
    this.#plan = plan
    this.#cursors = new Map(Object.entries(plan.cursors))
    this.#duties = duties
  }

  /** Resolves when the subscription is live and what was missed has been pulled and verified, if asked to. */
  async connect(target: Target, isBare: boolean, pulls: boolean): Promise<void> {
    const socket = await openSocket(target, this.#plan.cookie)
    this.#socket = socket
    const early: BatchFrame[] = []
    let isCurrent = !pulls
    await new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(new Error('A socket was closed before it was live')))
      const goOn = () => {
        isCurrent = true
        for (const batch of early.splice(0)) this.#take(batch)
        resolve()
      }
      onFrame(socket, (frame) => {
        const batch = this.#duties.read(frame)
        if (batch && isCurrent) this.#take(batch)
        else if (batch) early.push(batch)
        else if (isStarted(frame)) return
        else if (readAnswer(frame).isRefused) this.#askAgain(socket, readAnswer(frame).id)
        else if (isCurrent) resolve()
        else if (frame.toString('latin1', 0, 8).startsWith(`{"id":${EVENTS}`)) this.#pull(socket)
        else {
          this.#takePulled(frame)
          goOn()
        }
      })
      if (isBare) resolve()
      else socket.send(subscription(EVENTS, 'me.events'))
    })
  }

  isOpen = (): boolean => this.#socket?.readyState === this.#socket?.OPEN

  drop(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket?.once('close', () => resolve())
      this.#socket?.terminate()
    })
  }

  /** Whether this listener has been given everything up to the numbers. */
  hasReached = (heads: Record<string, number>): boolean =>
    [...this.#cursors].every(([id, at]) => at >= (heads[id] ?? 0))

  #take(batch: BatchFrame): void {
    this.#duties.onBatch(batch, follow(this.#cursors, batch))
  }

  #pull(socket: WebSocket): void {
    socket.send(query(PULL, 'sync.pull', { cursors: Object.fromEntries(this.#cursors) }))
  }

  /** As the server asks those it refuses to. */
  #askAgain(socket: WebSocket, id: number): void {
    this.#duties.onRefused()
    setTimeout(() => {
      if (id === PULL) this.#pull(socket)
      else socket.send(subscription(EVENTS, 'me.events'))
    }, RETRY_MS)
  }

  /** @throws when the server could not continue from the cursors */
  #takePulled(frame: Buffer): void {
    const answer = JSON.parse(frame.toString()) as { result?: { data: PulledChanges } }
    if (!answer.result) throw new Error(`The pull was refused: ${frame.toString().slice(0, 300)}`)
    for (const [conversationId, changes] of Object.entries(answer.result.data.conversations)) {
      if ('reset' in changes) throw new Error(`A pull was answered with a reset: ${changes.reset.reason}`)
      const last = changes.prev + changes.events.length
      this.#take({ conversationId, prev: changes.prev, last, count: changes.events.length, stamps: [] })
    }
  }
}

const isStarted = (frame: Buffer) =>
  frame.toString('latin1', 0, Math.min(60, frame.length)).includes('"started"')
