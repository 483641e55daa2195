import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import type { Wish } from '../before/request-call.ts'

/** Everything a call needs is loaded when somebody wants one. */
export function useRequestCall() {
  const { client } = trpc.useUtils()
  const { id } = useViewer()
  return async (wish: Wish) => {
    const { requestCall } = await import('../before/request-call.ts')
    await requestCall(client, id, wish)
  }
}
