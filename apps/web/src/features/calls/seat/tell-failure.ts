import { newClientKey } from '@chatterly/client/client-key'
import { failingStage, type StageResult } from '@chatterly/protocol/calls/connection'
import type { CallId } from '@chatterly/protocol/ids'
import type { TrpcClient } from '../../../lib/trpc.ts'
import { whatFailed, whatToDo } from '../check/stage-words.ts'

/** The administrator's figures are told what failed, without anybody being asked: it names no device and no address. */
export async function reportFailedCall(
  client: TrpcClient,
  callId: CallId,
  results: StageResult[],
): Promise<void> {
  try {
    await client.calls.reportConnection.mutate({ occasion: 'call', callId, results, key: newClientKey() })
  } catch (error) {
    // Where nothing gets through, this does not either.
    console.warn('The failed call could not be reported.', error)
  }
}

/** What the person is told. */
export function failureWords(results: StageResult[]): { says: string; advice: string } {
  const failing = failingStage(results)
  if (failing === undefined) throw new Error('Nothing has failed')
  const hasRelay = results.some(({ stage, outcome }) => stage.startsWith('turn-') && outcome === 'passed')
  const wasLost = results.some((result) => result.outcome === 'failed' && result.reason === 'lost')
  const says = failing.stage === 'peer' ? '' : wasLost ? 'The call was lost. ' : 'The call did not connect. '
  return { says: `${says}${whatFailed(failing)}`, advice: whatToDo(failing, hasRelay) }
}
