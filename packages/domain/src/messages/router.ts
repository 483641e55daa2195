import {
  EditMessage,
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
import { listMessagesTogether } from './list-messages.ts'
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

  list: signedIn
    .meta({ access: 'member', limit: 'read' })
    .input(ListMessages)
    .output(checkedOnce(MessageWindow))
    .query(async ({ ctx, input }) =>
      listMessagesTogether(ctx, await accessConversationToRead(ctx, input.conversationId), input),
    ),
})
