import type { MessageRow } from '@chatterly/db/schema/messages'
import { type ReactionRow, reactions } from '@chatterly/db/schema/reactions'
import { canReact } from '@chatterly/protocol/reactions/policy'
import type { GetReaction } from '@chatterly/protocol/reactions/shapes'
import { Refusal } from '@chatterly/protocol/refusals'
import { eq } from 'drizzle-orm'
import type { Acting } from '../context.ts'
import { accessMessageAnywhere } from '../messages/access.ts'

/**
 * A reaction by its id alone, under a message the viewer may read. With a deleted message its reactions are gone.
 *
 * @throws reaction.not_found
 */
export async function getReaction(
  ctx: Acting,
  { reactionId }: GetReaction,
): Promise<{ reaction: ReactionRow; message: MessageRow }> {
  const [reaction] = await ctx.db.select().from(reactions).where(eq(reactions.id, reactionId))
  const message = reaction && (await accessMessageAnywhere(ctx, reaction.messageId).catch(asNothing))
  if (!message || !canReact(message)) throw new Refusal('reaction.not_found')
  return { reaction, message }
}

function asNothing(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
}
