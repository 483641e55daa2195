import { ReactionView } from '@chatterly/protocol/messages/shapes'
import { AddReaction, RemoveReaction } from '@chatterly/protocol/reactions/shapes'
import { z } from 'zod'
import { toReactionView } from '../log/message-view.ts'
import { router, signedIn } from '../trpc.ts'
import { addReaction } from './add-reaction.ts'
import { removeReaction } from './remove-reaction.ts'

const reacting = signedIn.meta({ access: 'member', limit: 'react' })
const Done = z.object({})

export const reactionsRouter = router({
  add: reacting
    .input(AddReaction)
    .output(ReactionView)
    .mutation(async ({ ctx, input }) => toReactionView(await addReaction(ctx, input))),

  remove: reacting
    .input(RemoveReaction)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeReaction(ctx, input)
      return {}
    }),
})
