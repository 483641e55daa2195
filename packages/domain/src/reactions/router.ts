import { ReactionView } from '@chatterly/protocol/messages/shapes'
import {
  AddReaction,
  GetReaction,
  PlacedReactionView,
  RemoveReaction,
} from '@chatterly/protocol/reactions/shapes'
import { z } from 'zod'
import { toReactionView } from '../log/message-view.ts'
import { router, signedIn } from '../trpc.ts'
import { addReaction } from './add-reaction.ts'
import { getReaction } from './get-reaction.ts'
import { removeReaction } from './remove-reaction.ts'

const reacting = signedIn.meta({ access: 'member', limit: 'react' })
const reading = signedIn.meta({ access: 'member', limit: 'read' })
const Done = z.object({})

export const reactionsRouter = router({
  add: reacting
    .input(AddReaction)
    .output(ReactionView)
    .mutation(async ({ ctx, input }) => toReactionView(await addReaction(ctx, input))),

  get: reading
    .input(GetReaction)
    .output(PlacedReactionView)
    .query(async ({ ctx, input }) => {
      const { reaction, message } = await getReaction(ctx, input)
      const { conversationId, id: messageId } = message
      return { ...toReactionView(reaction), conversationId, messageId }
    }),

  remove: reacting
    .input(RemoveReaction)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await removeReaction(ctx, input)
      return {}
    }),
})
