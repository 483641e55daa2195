import type { CreateConversation } from '@chatterly/protocol/conversations/shapes'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { IntentKey } from '../../lib/intent-key.ts'
import { rememberMyConversation } from '../../lib/my-conversations.ts'
import { rememberPeople } from '../../lib/people.ts'
import { trpc } from '../../lib/trpc.ts'

/** Makes it, or finds the one of the same two people, and opens it. */
export function useCreateConversation() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [intent] = useState(() => new IntentKey())
  const onDone = useRef<() => void>(undefined)
  const creation = trpc.conversations.create.useMutation({
    onSuccess: (mine) => {
      intent.done()
      // Before the conversation opens: a dialog that still stood would keep the focus from its composer.
      onDone.current?.()
      rememberPeople(queryClient, mine.people)
      rememberMyConversation(queryClient, mine)
      return navigate({ to: '/c/$conversationId', params: { conversationId: mine.id } })
    },
  })
  return {
    ...creation,
    create: (wanted: Omit<CreateConversation, 'key'>, whenMade?: () => void) => {
      onDone.current = whenMade
      creation.mutate({ ...wanted, key: intent.keyFor(wanted) })
    },
  }
}
