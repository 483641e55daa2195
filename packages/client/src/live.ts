import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import type { PersonEvent } from '@chatterly/protocol/realtime/events'
import { type ClientConnection, ConnectionWatch } from './connection-watch.ts'
import { isDefinite, toChatterlyError } from './errors.ts'
import { type ClientEvents, EventReaders } from './events.ts'
import { fullJitterMs } from './full-jitter.ts'
import { everyItem } from './pages.ts'
import type { Procedures } from './procedures.ts'
import { Connection, type OpenStream } from './realtime/connection.ts'
import { type Position, SyncEngine } from './realtime/sync-engine.ts'
import type { Wait } from './wait.ts'

const PAGE_LIMIT = 100

type Options = {
  openStream: OpenStream
  procedures: Procedures
  since: Position | undefined
  wait: Wait
  onLive: () => void
}

/** The stream of one person: connected when first listened to, verified, and resumed until it is stopped. */
export function createLive({ openStream, procedures, since, wait, onLive }: Options) {
  const readers = new EventReaders()
  const watch = new ConnectionWatch()
  const numbers = new Map(entriesOf(since))
  let viewerId: UserId | undefined
  let isLoaded: Promise<void> | undefined

  const engine = new SyncEngine({
    get viewerId(): UserId {
      if (viewerId === undefined) throw new Error('Nothing is applied before the list is known.')
      return viewerId
    },
    epoch: since?.epoch,
    pull: (input) => connection.pull(input),
    onProgress: ({ isCaughtUp }) => watch.noteCaughtUp(isCaughtUp),
    store: {
      ready: () => (isLoaded ??= load()),
      cursors: () => Array.from(numbers, ([id, seq]) => ({ id, seq })),
      apply: (conversationId, events) => {
        for (const event of events) readers.give({ type: 'event', conversationId, event })
      },
      reset: (conversationId, { reason, snapshot }) => {
        if (snapshot) readers.give({ type: 'reset', conversationId, reason, snapshot })
      },
      forget: (conversationId) => {
        numbers.delete(conversationId)
        readers.give({ type: 'gone', conversationId })
      },
      pass: (event) => readers.give({ type: 'passing', event }),
    },
  })
  const connection: Connection = new Connection({
    openStream,
    onEvent: take,
    onDown: lose,
    onRefused: fail,
  })

  function take(item: PersonEvent) {
    if (item.type === 'live') {
      watch.note('live')
      onLive()
    }
    engine.receive(item).catch(fail)
  }

  function lose() {
    watch.note('down')
    engine.pause()
  }

  /** Who listens, and where their conversations stand at the beginning; tried until it is answered. */
  async function load(): Promise<void> {
    for (let attempt = 0; !wait.isOver; attempt += 1) {
      try {
        viewerId = (await procedures.users.me.query()).id
        if (since !== undefined) return
        const mine = everyItem(procedures.conversations.list.query, { limit: PAGE_LIMIT })
        for await (const { id, seq } of mine) numbers.set(id, seq)
        return
      } catch (error) {
        if (isDefinite(error)) throw error
        await wait.atMost(fullJitterMs(attempt))
      }
    }
  }

  function fail(error: unknown) {
    stop()
    readers.end(toChatterlyError(error))
  }

  function start() {
    if (wait.isOver) return
    watch.start()
    connection.start()
  }

  function stop() {
    connection.stop()
    engine.pause()
    watch.stop()
  }

  const events: ClientEvents = {
    listen: ({ signal } = {}) => {
      const queue = readers.listen(signal)
      if (wait.isOver) queue.end()
      start()
      return queue
    },
    subscribe: (listener, onEnd) => {
      const leave = readers.subscribe(listener, onEnd)
      start()
      return leave
    },
    position: () => engine.position(),
  }
  const watched: ClientConnection = {
    state: watch.state,
    subscribe: watch.subscribe,
    caughtUp: watch.caughtUp,
    retryNow: () => connection.nudge(),
  }
  return {
    events,
    connection: watched,
    /** Noticed from outside that the network is gone. */
    drop: () => connection.drop(),
    close() {
      stop()
      readers.end()
    },
  }
}

const entriesOf = (since: Position | undefined) =>
  // Keys of a record come out as plain strings.
  Object.entries(since?.cursors ?? {}) as [ConversationId, number][]
