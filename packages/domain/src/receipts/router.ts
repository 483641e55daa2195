import { MarkRead, ReadPositionView } from '@chatterly/protocol/receipts/shapes'
import { router, signedIn } from '../trpc.ts'
import { markRead } from './mark-read.ts'

export const receiptsRouter = router({
  markRead: signedIn
    .meta({ access: 'member', limit: 'read' })
    .input(MarkRead)
    .output(ReadPositionView)
    .mutation(({ ctx, input }) => markRead(ctx, input)),
})
