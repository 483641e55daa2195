import { ToastRegion } from '@chatterly/ui/Toast'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Clients } from '../lib/clients.ts'
import { trpc } from '../lib/trpc.ts'

export function Providers({ clients, children }: { clients: Clients; children: ReactNode }) {
  const { trpcClient, queryClient } = clients
  return (
    <trpc.Provider client={trpcClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        {children}
        <ToastRegion />
      </QueryClientProvider>
    </trpc.Provider>
  )
}
