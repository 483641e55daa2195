import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Env } from '@chatterly/platform/env'
import { onTestFinished } from 'vitest'

const SERVER = fileURLToPath(new URL('../..', import.meta.url))

/** The server as its own program, killed after the test if it still runs. */
export type Program = {
  pid: number
  url: string
  wsUrl: string
  /** What it has said so far. */
  lines: string[]
  isRunning(): boolean
  signal(name: NodeJS.Signals): void
  /** Resolves with its exit status. */
  exited: Promise<number | null>
}

/** @throws Error when it ends before it is ready, with what it said */
export async function startProgram(
  { env }: { env: Pick<Env, 'DATABASE_URL' | 'REDIS_URL'> },
  variables: Record<string, string> = {},
): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: SERVER,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: env.DATABASE_URL,
      REDIS_URL: env.REDIS_URL,
      RATE_LIMIT_SCALE: '1000',
      SHUTDOWN_GRACE_MS: '500',
      CHATTERLY_DATA_DIR: await mkdtemp(join(tmpdir(), 'chatterly-program-')),
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await readyUrl(child, lines, exited)
  return {
    pid: child.pid ?? 0,
    url,
    wsUrl: url.replace('http', 'ws'),
    lines,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    exited,
  }
}

function readyUrl(child: ChildProcess, lines: string[], exited: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      if (!output) continue
      createInterface(output).on('line', (line) => {
        lines.push(line)
        const url = /Chatterly is ready at (\S+)/.exec(line)?.[1]
        if (url) resolve(url)
      })
    }
    void exited.then((status) => reject(new Error(`It ended with status ${status}:\n${lines.join('\n')}`)))
  })
}
