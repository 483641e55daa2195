import type { CallView } from '@chatterly/protocol/calls/shapes'
import { useEffect, useState } from 'react'
import type { TrpcClient } from '../../../lib/trpc.ts'
import { trpc } from '../../../lib/trpc.ts'
import { noteCall } from '../known/known-calls.ts'
import { loopCue, playCue } from '../media/sounds.ts'

type Ring = { call: CallView; isSilenced: boolean; isSoft: boolean; says: string }

/** Sounds and flashes in one tab of this browser; when that is closed, in the next. */
export function useRing({ call, isSilenced, isSoft, says }: Ring) {
  const { client } = trpc.useUtils()
  const isLeader = useIsLeader(`chatterly-ring-${call.id}`)
  const isCalling = call.state === 'calling'

  useEffect(() => {
    if (isLeader && isCalling) void acknowledge(client, call.id)
  }, [isLeader, isCalling, client, call.id])

  useEffect(() => {
    if (!isLeader || isSilenced) return
    if (isSoft) return playCue('ring')
    return loopCue('ring')
  }, [isLeader, isSilenced, isSoft])

  useEffect(() => {
    if (isLeader && !isSilenced) return flashTitle(says)
  }, [isLeader, isSilenced, says])
}

/** Who calls is told that it rings. That it was answered or ended meanwhile is no fault. */
async function acknowledge(client: TrpcClient, callId: CallView['id']): Promise<void> {
  try {
    noteCall(await client.calls.acknowledge.mutate({ callId }))
  } catch (error) {
    console.warn('The caller could not be told that it rings.', error)
  }
}

function useIsLeader(name: string): boolean {
  const [isLeader, setLeader] = useState(false)
  useEffect(() => {
    const ended = new AbortController()
    const hold = () =>
      new Promise<void>((resolve) => {
        if (ended.signal.aborted) return resolve()
        setLeader(true)
        ended.signal.addEventListener('abort', () => resolve())
      })
    navigator.locks.request(name, { signal: ended.signal }, hold).catch((error: unknown) => {
      if (!ended.signal.aborted) throw error
    })
    return () => {
      ended.abort()
      setLeader(false)
    }
  }, [name])
  return isLeader
}

const FLASH_MS = 1000

function flashTitle(says: string): () => void {
  let before = document.title
  const timer = setInterval(() => {
    if (document.title === says) document.title = before
    else {
      before = document.title
      document.title = says
    }
  }, FLASH_MS)
  return () => {
    clearInterval(timer)
    if (document.title === says) document.title = before
  }
}
