import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { type App, compiledProgram, folderOf } from './compiled-programs.ts'

/** One of the product's programs in a process of its own, killed after the test if it still runs. */
export type Program = {
  pid: number
  /** What it has said so far. */
  lines: string[]
  isRunning(): boolean
  signal(name: NodeJS.Signals): void
  /** Resolves with its exit status. */
  exited: Promise<number | null>
}

/**
 * Starts it as it is released; the answer also holds what the expression found in its words.
 *
 * @throws Error when it ends before it is ready, with what it said
 */
export async function startProgram(plan: {
  app: App
  variables: Record<string, string>
  ready: RegExp
}): Promise<Program & { ready: RegExpExecArray }> {
  const child = spawn(process.execPath, [compiledProgram()], {
    cwd: folderOf(plan.app),
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...plan.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    ready: await untilReady(child, { words: plan.ready, lines, exited }),
    pid: child.pid ?? 0,
    lines,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    exited,
  }
}

type Waiting = { words: RegExp; lines: string[]; exited: Promise<number | null> }

function untilReady(child: ChildProcess, { words, lines, exited }: Waiting): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    for (const output of [child.stdout, child.stderr]) {
      if (!output) continue
      createInterface(output).on('line', (line) => {
        lines.push(line)
        const found = words.exec(line)
        if (found) resolve(found)
      })
    }
    void exited.then((status) => reject(new Error(`It ended with status ${status}:\n${lines.join('\n')}`)))
  })
}
