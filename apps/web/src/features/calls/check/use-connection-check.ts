import { newClientKey } from '@chatterly/client/client-key'
import type { ConnectionStage, StageResult } from '@chatterly/protocol/calls/connection'
import { useCallback, useEffect, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { trpc, type TrpcClient } from '../../../lib/trpc.ts'
import { checkedStages, runCheck } from './run-check.ts'

type Known = ReadonlyMap<ConnectionStage, StageResult>

/** Tries the connection at once, again when it is told to, and lets the administrator's figures know how it went. */
export function useConnectionCheck(wantsCamera: boolean) {
  const { client } = trpc.useUtils()
  const [known, setKnown] = useState<Known>(new Map())
  const [attempt, setAttempt] = useState(1)
  useEffect(() => {
    let isOver = false
    setKnown(new Map())
    const onResult = (result: StageResult) => {
      if (!isOver) setKnown((before) => new Map(before).set(result.stage, result))
    }
    const check = async () => {
      const results = await runCheck({ client, wantsCamera, onResult })
      if (isOver) return
      announce('The check is done.')
      await report(client, results)
    }
    check().catch(console.warn)
    return () => {
      isOver = true
    }
  }, [client, wantsCamera, attempt])
  const results = checkedStages.flatMap((stage) => known.get(stage) ?? [])
  return {
    results,
    isDone: results.length === checkedStages.length,
    again: useCallback(() => setAttempt((number) => number + 1), []),
  }
}

/** A check that the server cannot be told of is still a check. */
async function report(client: TrpcClient, results: StageResult[]): Promise<void> {
  try {
    await client.calls.reportConnection.mutate({ occasion: 'check', results, key: newClientKey() })
  } catch (error) {
    console.warn('The check could not be reported.', error)
  }
}
