import { ConversationId, type ClientKey } from '@chatterly/protocol/ids'
import type { MessageView, SendMessage } from '@chatterly/protocol/messages/shapes'
import { newClientKey } from '../client-key.ts'
import { closedError, toChatterlyError } from '../errors.ts'
import { Outbox } from './outbox.ts'
import { createMemoryStore } from './outbox-store.ts'

export type ClientOutbox = {
  /**
   * Takes the message at once and sends it after those written before it in the same conversation, through any
   * outage, with one key. Resolves when it is acknowledged.
   * @throws ChatterlyError when it is refused for good, or the client is closed first
   */
  send(message: { conversationId: string; body: string }): Promise<MessageView>
  /** Taken, and neither acknowledged nor refused. */
  waitingCount(): number
  subscribe(listener: () => void): () => void
}

type Answer = { resolve(message: MessageView): void; reject(error: unknown): void }
type Options = { send: (input: SendMessage) => Promise<MessageView> }

/** The outbox of a program: in memory, for one process. */
export function createClientOutbox({ send }: Options) {
  const answers = new Map<ClientKey, Answer>()
  let isClosed = false
  const outbox = new Outbox({
    store: createMemoryStore(),
    send,
    exclusively: (_, work) => work(),
    channel: { tell: () => {}, listen: () => {} },
    onAcknowledged: (message, key) => {
      outbox.settle(message.conversationId, new Set([message.id]))
      answers.get(key)?.resolve(message)
    },
    onRefused: (key, error) => {
      answers.get(key)?.reject(toChatterlyError(error))
      void outbox.discard(key)
    },
  })

  async function take({ conversationId, body }: { conversationId: string; body: string }) {
    if (isClosed) throw closedError()
    const key = newClientKey()
    const answered = new Promise<MessageView>((resolve, reject) => answers.set(key, { resolve, reject }))
    try {
      await Promise.all([answered, outbox.add(ConversationId.parse(conversationId), body, 0, key)])
      return await answered
    } finally {
      answers.delete(key)
      outbox.forgetSent()
    }
  }

  const api: ClientOutbox = {
    send: take,
    waitingCount: outbox.waitingCount,
    subscribe: outbox.subscribe,
  }
  return {
    api,
    wake: () => outbox.wake(),
    close() {
      isClosed = true
      outbox.close()
      for (const { reject } of answers.values()) reject(closedError())
    },
  }
}
