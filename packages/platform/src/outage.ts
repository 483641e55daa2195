import type { Logger } from './logger.ts'

/** One story per outage: the first failure and the recovery are logged, what happens between is counted. */
export type Outage = { failed(error: unknown): void; recovered(): void }

/** @param subject what goes away and comes back, as the log line begins: "Redis (cache)". */
export function createOutage(logger: Logger, subject: string): Outage {
  let failures = 0
  let since = 0
  return {
    failed(error) {
      if (failures++ > 0) return
      since = Date.now()
      logger.error({ err: error }, `${subject} is failing`)
    },
    recovered() {
      if (failures === 0) return
      logger.info({ failures, ms: Date.now() - since }, `${subject} is back`)
      failures = 0
    },
  }
}
