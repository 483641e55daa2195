import { PullChanges, PulledChanges } from '@chatterly/protocol/realtime/shapes'
import { refusing, router, signedIn } from '../trpc.ts'
import { pullChanges } from './pull-changes.ts'

export const meRouter = router({
  /** Everything one person may know, on one connection. */
  events: signedIn
    .meta({ access: 'signedIn', limit: 'subscribe' })
    .subscription(({ ctx, signal }) => refusing(ctx.hub.listenToPerson(ctx.actor.userId, signal))),
})

export const syncRouter = router({
  pull: signedIn
    .meta({ access: 'signedIn', limit: 'read' })
    .input(PullChanges)
    .output(PulledChanges)
    .query(({ ctx, input }) => pullChanges(ctx, input)),
})
