import { CallId } from '@chatterly/protocol/ids'

const NAME = 'chatterly-call'

/** The call this tab was in before it was reloaded; forgotten by reading it. */
export function takeLeftSeat(): { callId: CallId; isMuted: boolean; isCameraOn: boolean } | null {
  const kept = sessionStorage.getItem(NAME)
  sessionStorage.removeItem(NAME)
  const [id, isMuted, isCameraOn] = kept?.split(' ') ?? []
  const callId = CallId.safeParse(id)
  return callId.success
    ? { callId: callId.data, isMuted: isMuted === 'true', isCameraOn: isCameraOn === 'true' }
    : null
}

export const keepLeftSeat = (callId: CallId, isMuted: boolean, isCameraOn: boolean) =>
  sessionStorage.setItem(NAME, `${callId} ${isMuted} ${isCameraOn}`)
