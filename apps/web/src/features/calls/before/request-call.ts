import type { UserId } from '@chatterly/protocol/ids'
import type { TrpcClient } from '../../../lib/trpc.ts'
import { listDevices } from '../media/devices.ts'
import { useCallPreferences } from '../media/preferences.ts'
import { enterCall } from '../seat/enter.ts'
import { type Entrance, useSeat } from '../seat/seat-store.ts'

export type Wish = Entrance & { isCameraOn?: boolean; looksFirst?: boolean }

/** By way of the green room where this device was never looked at, or a chosen one is not there any more. */
export async function requestCall(client: TrpcClient, viewerId: UserId, wish: Wish): Promise<void> {
  const { conversationId, media, act, isCameraOn = media === 'video', looksFirst = false } = wish
  const greenRoom = { conversationId, media, act }
  if (looksFirst || !useCallPreferences.getState().hasLookedAtSelf || (await isDeviceMissing()))
    return useSeat.setState({ greenRoom })
  await enterCall({ ...greenRoom, client, viewerId, isCameraOn })
}

async function isDeviceMissing(): Promise<boolean> {
  const chosen = useCallPreferences.getState().devices
  const there = await listDevices()
  const isThere = (kind: 'audioinput' | 'videoinput') =>
    chosen[kind] === undefined ||
    there[kind].length === 0 ||
    there[kind].some(({ deviceId }) => deviceId === chosen[kind])
  return !isThere('audioinput') || !isThere('videoinput')
}
