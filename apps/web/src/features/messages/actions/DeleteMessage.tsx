import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { Confirm } from '@chatterly/ui/Confirm'
import { useQueryClient } from '@tanstack/react-query'
import { announce } from '../../../lib/announce.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { forgetEdit } from '../editing/edits.ts'
import { rememberMessage } from '../window/window-cache.ts'
import { close } from './acting.ts'

type Props = { message: MessageView; isOwn: boolean }

/** Asks once; until the server has done it, nothing changes. */
export function DeleteMessage({ message, isOwn }: Props) {
  const queryClient = useQueryClient()
  const { mutate, isPending, error } = trpc.messages.delete.useMutation({
    onSuccess: (deleted) => {
      rememberMessage(queryClient, deleted)
      forgetEdit(deleted.id)
      announce('Message deleted')
      close()
    },
  })
  const { conversationId, id: messageId } = message
  return (
    <Confirm
      title={isOwn ? 'Delete your message?' : 'Delete this message?'}
      says="Nobody will be able to read it any more, and its reactions go with it. A note that something was deleted stays in its place. This cannot be undone."
      action="Delete"
      isPending={isPending}
      error={error ? wordsOf(error) : undefined}
      onConfirm={() => mutate({ conversationId, messageId })}
      onClose={close}
    />
  )
}
