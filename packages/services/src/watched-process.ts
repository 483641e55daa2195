import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type ProgramPlan = {
  command: string
  args: readonly string[]
  cwd?: string
  uid?: number
  gid?: number
  env?: NodeJS.ProcessEnv
  /** Where the program's output goes; without it, to ours. */
  logFile?: string
  /** Takes the program's output line by line, instead of ours. */
  onLine?: (line: string) => void
  stopSignal: 'SIGINT' | 'SIGTERM'
  /** Milliseconds between being asked to stop and being killed. */
  graceMs: number
}

export type WatchedProcess = {
  /** Resolves with the exit status, however the program ended. */
  exited: Promise<number>
  isRunning(): boolean
  /** Asks the program to stop and waits until it has. */
  stop(): Promise<number>
}

const watchdog = fileURLToPath(new URL('./watchdog.mjs', import.meta.url))

/** Starts a program that cannot outlive this process, even one that is killed outright. */
export function startWatched({ env = process.env, onLine, ...plan }: ProgramPlan): WatchedProcess {
  // Its own session: a terminal's Ctrl-C reaches us alone, and we stop things in order.
  const keeper = spawn(process.execPath, [watchdog, JSON.stringify(plan)], {
    detached: true,
    env,
    stdio: ['pipe', onLine ? 'pipe' : 'inherit', onLine ? 'pipe' : 'inherit'],
  })
  for (const output of [keeper.stdout, keeper.stderr]) {
    if (onLine && output) createInterface(output).on('line', onLine)
  }
  let running = true
  const exited = new Promise<number>((resolve) => {
    const end = (status: number) => {
      running = false
      resolve(status)
    }
    keeper.once('error', () => end(127))
    keeper.once('exit', (code) => end(code ?? 1))
  })
  return {
    exited,
    isRunning: () => running,
    stop() {
      keeper.stdin?.destroy()
      return exited
    },
  }
}
