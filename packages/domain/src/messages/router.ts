import {
  EditMessage,
  GetMessage,
  ListMessages,
  MessageView,
  MessageWindow,
  OneMessage,
  SendMessage,
} from '@chatterly/protocol/messages/shapes'
import { accessConversationToRead } from '../conversations/access.ts'
import { checkedOnce } from '../encoded-answer.ts'
import { viewMessage } from '../log/message-view.ts'
import { router, signedIn } from '../trpc.ts'
import { deleteMessage } from './delete-message.ts'
import { editMessage } from './edit-message.ts'
import { getMessage } from './get-message.ts'
import { listMessagesTogether } from './list-messages.ts'
import { placesToNumbers } from './places.ts'
import { sendMessage } from './send-message.ts'

export const messagesRouter = router({
  send: signedIn
    .meta({ access: 'member', limit: 'send' })
    .input(SendMessage)
    .output(MessageView)
    .mutation(async ({ ctx, input }) => viewMessage(ctx.db, await sendMessage(ctx, input))),

  edit: signedIn
    .meta({ access: 'member', limit: 'write' })
    .input(EditMessage)
    .output(MessageView)
    .mutation(async ({ ctx, input }) => viewMessage(ctx.db, await editMessage(ctx, input))),

  delete: signedIn
    .meta({ access: 'member', limit: 'write' })
    .input(OneMessage)
    .output(MessageView)
    .mutation(async ({ ctx, input }) => viewMessage(ctx.db, await deleteMessage(ctx, input))),

  get: signedIn
    .meta({ access: 'member', limit: 'read' })
    .input(GetMessage)
    .output(MessageView)
    .query(async ({ ctx, input }) => viewMessage(ctx.db, await getMessage(ctx, input))),

  list: signedIn
    .meta({ access: 'member', limit: 'read' })
    .input(ListMessages)
    .output(checkedOnce(MessageWindow))
    .query(async ({ ctx, input }) => {
      const membership = await accessConversationToRead(ctx, input.conversationId)
      const bounds = await placesToNumbers({ ...membership, db: ctx.db }, input)
      return listMessagesTogether(ctx, membership, bounds)
    }),
})
