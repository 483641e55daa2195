import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query'
import { httpBatchLink } from '@trpc/client'
import { fullJitterMs } from '@chatterly/client/full-jitter'
import { isDefinite, refusalOf } from '@chatterly/client/errors'
import { forgetSession } from './session.ts'
import { trpc } from './trpc.ts'

/** Procedures in one request. */
const BATCH_MAX = 20
/** Characters; beyond it a batch is parted, so that no proxy refuses the address. */
const URL_MAX = 4000
const TRIES = 3

/** One of each for the tab. What is live comes over a socket of its own, see realtime/. */
export function createClients() {
  // By default a timer: an event would wait for the browser's turn before anything of it is drawn.
  notifyManager.setScheduler(queueMicrotask)
  const trpcClient = trpc.createClient({
    links: [httpBatchLink({ url: '/trpc', maxItems: BATCH_MAX, maxURLLength: URL_MAX })],
  })
  return { queryClient: createQueryClient(), trpcClient }
}

export type Clients = ReturnType<typeof createClients>

export const socketUrl = () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/trpc`

function createQueryClient(): QueryClient {
  const noticeSignOut = (error: unknown) => {
    if (refusalOf(error) === 'auth.signed_out') forgetSession(queryClient)
  }
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: {
        // Events keep the cache true; what they do not touch names its own age.
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < TRIES && !isDefinite(error),
        retryDelay: (attempt) => fullJitterMs(attempt),
      },
      mutations: { networkMode: 'always' },
    },
  })
  return queryClient
}
