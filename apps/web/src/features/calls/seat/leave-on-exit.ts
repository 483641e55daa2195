import type { CallId, DeviceId } from '@chatterly/protocol/ids'

type Options = { callId: CallId; device: DeviceId; onExit: () => void }

const SCRIPT = '/call-exit.js'
/** Its own, and no page's: it answers no requests. */
const SCOPE = '/call-exit/'

/**
 * Who closes the tab has left; who reloads it comes back in a moment, and no browser says which of the two it is. So
 * a worker that outlives the page waits a little before it hangs up. Answers how to stop.
 */
export function leaveOnExit({ callId, device, onExit }: Options): () => void {
  let worker: ServiceWorkerRegistration | undefined
  navigator.serviceWorker.register(SCRIPT, { scope: SCOPE }).then(
    (registration) => {
      worker = registration
    },
    (error: unknown) => console.warn('A reload of this page will leave the call.', error),
  )
  const exit = () => {
    onExit()
    const seat = { callId, device }
    if (worker?.active) return worker.active.postMessage(seat)
    void fetch('/trpc/calls.leave', {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(seat),
    })
  }
  window.addEventListener('pagehide', exit)
  return () => window.removeEventListener('pagehide', exit)
}
