import { openCalls } from '@chatterly/protocol/calls/apply'
import { shouldRing } from '@chatterly/protocol/calls/ringing'
import type { CallView } from '@chatterly/protocol/calls/shapes'
import { useEffect, useReducer } from 'react'
import { useViewer } from '../../../lib/viewer.tsx'
import { serverNowMs, useKnownCalls } from './known-calls.ts'

/** The calls that ring for the viewer now; time alone ends them too. */
export function useRinging(): CallView[] {
  const { id } = useViewer()
  const calls = useKnownCalls((known) => known.calls)
  const silenced = useKnownCalls((known) => known.silenced)
  const [, lookAgain] = useReducer((looks: number) => looks + 1, 0)
  const ringing = openCalls(calls).filter(
    (call) => !silenced.has(call.id) && shouldRing(call, id, serverNowMs()),
  )
  const until = Math.min(...ringing.map(({ ringingUntil }) => Date.parse(ringingUntil ?? '')))
  useEffect(() => {
    if (!Number.isFinite(until)) return
    const timer = setTimeout(lookAgain, Math.max(0, until - serverNowMs()) + 1)
    return () => clearTimeout(timer)
  }, [until])
  return ringing
}
