import { ListMessages, MessageView, MessageWindow, SendMessage } from '@chatterly/protocol/messages/shapes'
import { accessConversation } from '../conversations/access.ts'
import { toMessageView } from '../log/message-view.ts'
import { router, signedIn } from '../trpc.ts'
import { listMessages } from './list-messages.ts'
import { sendMessage } from './send-message.ts'

export const messagesRouter = router({
  send: signedIn
    .meta({ access: 'member', limit: 'send' })
    .input(SendMessage)
    .output(MessageView)
    .mutation(async ({ ctx, input }) => toMessageView(await sendMessage(ctx, input))),

  list: signedIn
    .meta({ access: 'member', limit: 'read' })
    .input(ListMessages)
    .output(MessageWindow)
    .query(async ({ ctx, input }) =>
      listMessages(ctx.db, await accessConversation(ctx, input.conversationId), input),
    ),
})
