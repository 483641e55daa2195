import { WebSocket } from 'ws'
import { type FuzzPerson, signInAgain } from './person.ts'
import { type Asked, type Told, toJson } from './asked.ts'

const PATIENCE_MS = 20_000
/** Milliseconds in which a subscription would have said what is wrong. */
const FOLLOWED_MS = 200

type Frame = {
  id?: unknown
  error?: { data?: { httpStatus?: number } }
  result?: { type: string }
}

/** A socket of one person, opened again whenever the server has closed it. */
export class FuzzSocket {
  readonly #origin: string
  readonly #person: FuzzPerson
  #socket: WebSocket | undefined
  #lastId = 0

  constructor(origin: string, person: FuzzPerson) {
    this.#origin = origin
    this.#person = person
  }

  /** The first answer, or how the socket was closed for asking. */
  async ask(asked: Asked): Promise<Told> {
    const socket = await this.#open()
    this.#lastId += 1
    const id = this.#lastId
    const told = answerTo(socket, id)
    socket.send(frameOf(asked, id))
    const answer = await told
    if (asked.type === 'subscription' && socket.readyState === socket.OPEN)
      socket.send(JSON.stringify({ id, method: 'subscription.stop' }))
    return answer
  }

  close(): void {
    this.#socket?.terminate()
  }

  async #open(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN) return this.#socket
    const headers = { origin: this.#origin, cookie: this.#person.cookie }
    const socket = new WebSocket(`${this.#origin.replace('http', 'ws')}/trpc`, { headers })
    socket.setMaxListeners(0)
    const isOpen = await new Promise((resolve) => {
      socket.once('open', () => resolve(true))
      // How it ends later is told by its close.
      socket.on('error', () => resolve(false))
    })
    if (isOpen) {
      this.#socket = socket
      return socket
    }
    await signInAgain(this.#origin, this.#person)
    return this.#open()
  }
}

/** Text that is no JSON stands where the input would. */
const frameOf = (asked: Asked, id: number) =>
  `{"id":${id},"method":"${asked.type}","params":{"path":${JSON.stringify(asked.path)},"input":${toJson({ ...asked, isBatch: false })}}}`

function answerTo(socket: WebSocket, id: number): Promise<Told> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Nothing was answered')), PATIENCE_MS)
    const finish = (told: Told) => {
      clearTimeout(late)
      socket.off('message', onMessage)
      socket.off('close', onClose)
      resolve(told)
    }
    const onClose = (code: number) => finish({ answer: `closed ${code}`, said: '' })
    const onMessage = (message: Buffer) => {
      const text = message.toString()
      // The library's own words for: are you there.
      if (text === 'PING') return socket.send('PONG')
      const { id: answered, error, result } = JSON.parse(text) as Frame
      if (answered === null && error) return finish({ answer: statusOf(error), said: text })
      if (answered !== id) return
      if (result?.type === 'started') {
        // Whoever follows from now on is told nothing until something happens.
        setTimeout(() => finish({ answer: 'allowed', said: text }), FOLLOWED_MS)
        return
      }
      finish({ answer: error ? statusOf(error) : 'allowed', said: text })
    }
    socket.on('message', onMessage)
    socket.once('close', onClose)
  })
}

const statusOf = ({ data }: NonNullable<Frame['error']>) => String(data?.httpStatus ?? 'unnamed')
