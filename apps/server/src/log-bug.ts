import type { Logger } from '@chatterly/platform/logger'
import type { TRPCError } from '@trpc/server'

/** A refusal or a bad input is an answer. Anything else is ours to mend, and logged here, once. */
export function logBug(
  logger: Logger,
  { error, path, type }: { error: TRPCError; path: string | undefined; type: string },
): void {
  if (error.code === 'INTERNAL_SERVER_ERROR')
    logger.error({ err: error.cause ?? error, path, type }, 'A procedure failed')
}
