import { trpc } from '../../../lib/trpc.ts'

/** Asked for whenever the page is opened, and while it stays open. */
const AGAIN_MS = 60_000

export const useConnectionFigures = () =>
  trpc.calls.connectionFigures.useQuery(undefined, { refetchOnMount: 'always', refetchInterval: AGAIN_MS })
