import { newClientKey } from '@chatterly/client/client-key'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { showToast } from '@chatterly/ui/Toast'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { noteCall, noteSilenced, refreshCall } from '../known/known-calls.ts'
import { enterCall } from '../seat/enter.ts'

const LATER = 'I’ll call you back.'

/** What can be said to a call that rings. */
export function useAnswer(call: CallView) {
  const { client } = trpc.useUtils()
  const { id: viewerId } = useViewer()
  const navigate = useNavigate()
  const [isAnswering, setAnswering] = useState(false)
  const { id: callId, conversationId, media } = call

  const answer = (isCameraOn: boolean) => {
    setAnswering(true)
    const act = { kind: 'accept' as const, callId }
    void enterCall({ client, viewerId, conversationId, media, act, isCameraOn }).finally(() =>
      setAnswering(false),
    )
    void navigate({ to: '/c/$conversationId', params: { conversationId } })
  }

  const decline = () => {
    // Silent at once; should the server not take it, the deadline or another device decides.
    noteSilenced(callId)
    client.calls.decline.mutate({ callId }).then(noteCall, (error: unknown) => {
      showToast({ says: wordsOf(error) })
      void refreshCall(client, callId)
    })
  }

  const replyLater = () => {
    decline()
    client.messages.send
      .mutate({ conversationId, body: LATER, key: newClientKey() })
      .catch((error: unknown) => showToast({ says: wordsOf(error) }))
  }

  return { answer, decline, replyLater, isAnswering }
}
