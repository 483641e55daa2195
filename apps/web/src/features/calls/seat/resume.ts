import { isOver } from '@chatterly/protocol/calls/machine'
import type { UserId } from '@chatterly/protocol/ids'
import type { TrpcClient } from '../../../lib/trpc.ts'
import type { takeLeftSeat } from '../known/left-seat.ts'
import { enterCall } from './enter.ts'

type LeftSeat = NonNullable<ReturnType<typeof takeLeftSeat>>

/** Back to the call this tab was in before it was reloaded, as it was in it. */
export async function resumeCall(client: TrpcClient, viewerId: UserId, left: LeftSeat): Promise<void> {
  const { callId, isMuted, isCameraOn } = left
  const call = await client.calls.get.query({ callId })
  if (isOver(call.state)) return
  const { conversationId, media } = call
  const act = { kind: 'join' as const, callId }
  await enterCall({ client, viewerId, conversationId, media, act, isMuted, isCameraOn })
}
