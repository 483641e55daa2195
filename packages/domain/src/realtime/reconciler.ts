import type { Topics } from './topics.ts'
import type { Wires } from './wires.ts'
import type { PersonListeners } from './listen-to-person.ts'

/** Milliseconds. How late a change may be when its doorbell was lost. */
const RECONCILE_MS = 500
/** The same while Redis is away and rings no doorbell at all. */
const RECONCILE_WITHOUT_REDIS_MS = 100

/** Compares, again and again, what listeners were given with what the log holds, and fills what is missing. */
export function startReconciler(options: Wires & { topics: Topics; listeners: PersonListeners }): {
  stop(): void
} {
  const { bus, logger, topics, listeners } = options
  let isStopped = false
  let isAway = false
  let timer: NodeJS.Timeout | undefined

  async function run(): Promise<void> {
    clearTimeout(timer)
    try {
      await topics.reconcile()
      await listeners.reconcile()
      isAway = false
    } catch (error) {
      if (!isAway) logger.warn({ err: error }, 'The log cannot be compared; tried again until it can')
      isAway = true
    }
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(start, bus.isConnected() ? RECONCILE_MS : RECONCILE_WITHOUT_REDIS_MS)
    timer.unref()
  }

  const start = () => void run()
  const stopWatching = bus.onReconnect(start)
  start()
  return {
    stop() {
      isStopped = true
      clearTimeout(timer)
      stopWatching()
    },
  }
}
