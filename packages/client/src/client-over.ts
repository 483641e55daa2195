import { toChatterlyError } from './errors.ts'
import type { ClientConnection } from './connection-watch.ts'
import type { ClientEvents } from './events.ts'
import { createLive } from './live.ts'
import { type ClientOutbox, createClientOutbox } from './outbox/client-outbox.ts'
import { createProcedures, type Procedures } from './procedures.ts'
import type { Position } from './realtime/sync-engine.ts'
import { repeating } from './repeat.ts'
import type { Transport } from './transport.ts'
import { Wait } from './wait.ts'

export type ChatterlyClient = {
  /** Every procedure of the server. Keys are made and outages waited out, where that is safe. */
  procedures: Procedures
  /** Everything that happens to this person, without a hole. */
  events: ClientEvents
  /** Messages in the order of writing, each said once. */
  outbox: ClientOutbox
  connection: ClientConnection
  /** Ends everything; what still waits throws a `ChatterlyError` of kind `closed`. */
  close(): void
}

/** The client over any way to a server. */
export function clientOver(transport: Transport, { since }: { since?: Position | undefined } = {}) {
  const wait = new Wait()
  const procedures = createProcedures(repeating(transport, wait))
  // The outbox repeats by its own rules.
  const once = createProcedures({
    ...transport,
    call: (call) => transport.call(call).catch((error: unknown) => Promise.reject(toChatterlyError(error))),
  })
  const outbox = createClientOutbox({ send: (message) => once.messages.send.mutate(message) })
  const live = createLive({
    openStream: transport.openStream,
    procedures,
    since,
    wait,
    onLive: () => outbox.wake(),
  })
  const client: ChatterlyClient = {
    procedures,
    events: live.events,
    outbox: outbox.api,
    connection: live.connection,
    close() {
      wait.end()
      live.close()
      outbox.close()
      transport.close()
    },
  }
  return { client, drop: live.drop, wake: () => outbox.wake() }
}
