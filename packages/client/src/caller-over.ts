import type { TRPCUntypedClient } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import type { Caller } from './procedures.ts'

/** Calls through a client of the tRPC library. */
export const callerOver = (client: TRPCUntypedClient<AnyTRPCRouter>): Caller => ({
  call: ({ kind, path, input, signal }) => client[kind](path, input, { ...(signal && { signal }) }),
  subscribe: (path, input, { onData, onError, onComplete }) =>
    client.subscription(path, input, {
      onData: (item: unknown) => onData(item),
      ...(onError && { onError }),
      ...(onComplete && { onComplete }),
    }),
})
