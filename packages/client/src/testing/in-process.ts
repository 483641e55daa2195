import type { AnyTRPCRouter } from '@trpc/server'
import { type ChatterlyClient, clientOver } from '../client-over.ts'
import type { Position } from '../realtime/sync-engine.ts'
import { InProcessTransport } from './in-process-transport.ts'
import { callRouter, type RouterAccess } from './router-calls.ts'

export type InProcessClient = ChatterlyClient & {
  /** From now on nothing arrives and nothing is answered, as if the network were gone. */
  disconnect(): void
  /** Back at once; the next `gap` live batches are lost on the way, so that the client has a hole to notice. */
  reconnect(options?: { gap?: number }): void
}

/** A whole client without a network: the real engine, outbox and repeats over a router of this process. */
export function createInProcessClient({
  since,
  ...access
}: RouterAccess & { since?: Position }): InProcessClient {
  const transport = new InProcessTransport(access)
  const { client, drop, wake } = clientOver(transport, { since })
  return {
    ...client,
    disconnect() {
      transport.disconnect()
      drop()
    },
    reconnect({ gap = 0 } = {}) {
      transport.reconnect(gap)
      client.connection.retryNow()
      wake()
    },
  }
}

/**
 * Calls a router directly, for suites without a client: `await caller.messages.send({ … })`. Answers are what the
 * wire would carry, and refusals are the `ChatterlyError`s a client would catch.
 */
export function createTestCaller<Router extends AnyTRPCRouter>(
  router: Router,
  context: unknown,
): ReturnType<Router['createCaller']> {
  const access = { router, createContext: () => context }
  const at = (names: string[]): unknown =>
    new Proxy(() => {}, {
      get: (_, name) => (typeof name === 'string' && name !== 'then' ? at([...names, name]) : undefined),
      apply: (_, __, [input]: unknown[]) => callRouter(access, { path: names.join('.'), input }),
    })
  // What a proxy answers has no type of its own; the router's is the truth about it.
  return at([]) as ReturnType<Router['createCaller']>
}
