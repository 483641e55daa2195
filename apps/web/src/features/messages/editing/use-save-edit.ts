import type { ConversationId } from '@chatterly/protocol/ids'
import { showToast } from '@chatterly/ui/Toast'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { IntentKey } from '../../../lib/intent-key.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { rememberMessage } from '../window/window-cache.ts'
import { changeEdit, type Edit, failEdit, forgetEdit, useEdits } from './edits.ts'

/** Shows the words at once and saves them. If that fails, only this is undone, and the words are in the editor again. */
export function useSaveEdit(conversationId: ConversationId): (edit: Edit) => Promise<void> {
  const queryClient = useQueryClient()
  const { client } = trpc.useUtils()
  const [keys] = useState(() => new IntentKey())

  return async ({ messageId, base, text }) => {
    const body = text.trimEnd()
    if (body === base) return forgetEdit(messageId)
    changeEdit(messageId, { text: body, isSaving: true, problem: undefined })
    useEdits.setState({ openId: null })
    try {
      const key = keys.keyFor([messageId, body])
      const message = await client.messages.edit.mutate({ conversationId, messageId, body, key })
      keys.done()
      rememberMessage(queryClient, message)
      forgetEdit(messageId)
      announce('Message edited')
    } catch (error) {
      const words = `Not saved. ${wordsOf(error)}`
      if (failEdit(messageId, words)) announce(words)
      else showToast({ says: `${words} Your words are kept; edit the message again to find them.` })
    }
  }
}
