/** Resolves with the reason as soon as this process is asked to stop, or the one that started it is gone. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    onParentGone(() => resolve('the end of its parent'))
  })
}

const POLL_MS = 500

function onParentGone(handle: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    handle()
  }, POLL_MS)
}
