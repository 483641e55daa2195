import { ListReceipts, MarkRead, ReadPositionView, ReceiptsPage } from '@chatterly/protocol/receipts/shapes'
import { router, signedIn } from '../trpc.ts'
import { listReceipts } from './list-receipts.ts'
import { markRead } from './mark-read.ts'

const reading = signedIn.meta({ access: 'member', limit: 'read' })

export const receiptsRouter = router({
  markRead: reading
    .input(MarkRead)
    .output(ReadPositionView)
    .mutation(({ ctx, input }) => markRead(ctx, input)),

  list: reading
    .input(ListReceipts)
    .output(ReceiptsPage)
    .query(({ ctx, input }) => listReceipts(ctx, input)),
})
