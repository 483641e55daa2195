import { useSyncExternalStore } from 'react'

/** Somebody is looking: the window is in front and visible. */
export const useIsPresent = () => useSyncExternalStore(subscribe, isPresent)

const isPresent = () => document.visibilityState === 'visible' && document.hasFocus()

function subscribe(listener: () => void) {
  window.addEventListener('focus', listener)
  window.addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    window.removeEventListener('focus', listener)
    window.removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}
