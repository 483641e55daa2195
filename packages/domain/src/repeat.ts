import type { Logger } from '@chatterly/platform/logger'

/** Does something again and again, and whenever it is started, one at a time. A failure is logged, and tried again. */
export function repeat(
  { everyMs, logger, what }: { everyMs: number; logger: Logger; what: string },
  act: () => Promise<void>,
) {
  let acting: Promise<void> | undefined
  const start = () => {
    acting ??= act()
      .catch((error: unknown) => logger.warn({ err: error }, `${what} could not be looked after`))
      .finally(() => (acting = undefined))
  }
  const timer = setInterval(start, everyMs)
  return {
    start,
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await acting
    },
  }
}
