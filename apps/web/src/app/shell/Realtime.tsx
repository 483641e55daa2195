import type { OwnProfileView } from '@chatterly/protocol/users/shapes'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { RealtimeProvider } from '../../realtime/RealtimeProvider.tsx'

/** One live connection for as long as this person is signed in. */
export function Realtime({ viewer, children }: { viewer: OwnProfileView; children: ReactNode }) {
  const { trpcClient } = useRouter().options.context
  const queryClient = useQueryClient()
  return (
    <RealtimeProvider key={viewer.id} client={trpcClient} queryClient={queryClient} viewer={viewer}>
      {children}
    </RealtimeProvider>
  )
}
