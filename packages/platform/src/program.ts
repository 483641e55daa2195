import { type Env, InvalidEnvironment, processEnv } from './env.ts'
import { createLogger, type Logger } from './logger.ts'

/** Something that runs until it is told to stop. */
export type Running = { stop(): Promise<void> }

/**
 * Runs a program until SIGTERM or SIGINT, and stops it once, in order. What keeps it from starting is said in words
 * (the environment) or logged (everything else), and ends it with status 1.
 */
export async function runProgram(
  name: string,
  start: (env: Env, logger: Logger) => Promise<Running>,
): Promise<void> {
  const env = readOrExit()
  const logger = createLogger(env, name)
  try {
    const running = await start(env, logger)
    const stop = once((signal) => stopAndExit(signal, { running, logger }))
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  } catch (error) {
    logger.fatal({ err: error }, 'The program could not start')
    process.exit(1)
  }
}

function readOrExit(): Env {
  try {
    return processEnv()
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

async function stopAndExit(
  signal: string,
  { running, logger }: { running: Running; logger: Logger },
): Promise<void> {
  logger.info({ signal }, 'Stopping')
  await running.stop()
}

/** Asked to stop twice, it still stops once. */
function once(act: (signal: string) => Promise<void>): (signal: string) => void {
  let hasActed = false
  return (signal) => {
    if (hasActed) return
    hasActed = true
    void act(signal)
  }
}
