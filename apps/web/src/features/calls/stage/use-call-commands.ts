import { useEffect } from 'react'
import { useCommand } from '../../../lib/keymap.ts'
import { setMuted, toggleCamera, toggleHand, toggleMute, toggleShare } from '../seat/acts.ts'
import { useSeat } from '../seat/seat-store.ts'

const isInCall = () => useSeat.getState().seat !== null

const inCall = (act: () => unknown) => () => {
  if (!isInCall()) return false
  void act()
}

/** The keys of a call. */
export function useCallCommands() {
  useCommand('call.muteAnywhere', inCall(toggleMute))
  useCommand('call.mute', inCall(toggleMute))
  useCommand('call.camera', inCall(toggleCamera))
  useCommand('call.share', inCall(toggleShare))
  useCommand('call.hand', inCall(toggleHand))
  useEffect(() => {
    let isTalking = false
    const press = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || event.repeat || !isTalkKey(event.target)) return
      if (useSeat.getState().seat?.own.isMuted !== true) return
      event.preventDefault()
      isTalking = true
      setMuted(false)
    }
    const release = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || !isTalking) return
      isTalking = false
      setMuted(true)
    }
    window.addEventListener('keydown', press)
    window.addEventListener('keyup', release)
    return () => {
      window.removeEventListener('keydown', press)
      window.removeEventListener('keyup', release)
    }
  }, [])
}

/** In the call, but not on a button of it: there Space presses. */
const isTalkKey = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('[data-keymap-scope="call"]') !== null &&
  target.closest('button, input, select, textarea, a') === null
