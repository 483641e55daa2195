import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Exit } from '../history/entries.ts'
import { nowMicros } from '../../measure/moment.ts'

const READY_WITHIN_MS = 60_000
const POLL_MS = 25
const AGAIN_MS = 250
/** Milliseconds a program may take over an end in order before it is killed. */
const STOP_WITHIN_MS = 20_000

export type Plan = {
  name: string
  command: string
  args: readonly string[]
  /** Its output is appended here. */
  logFile: string
  /** Asked at each start. */
  env?: () => NodeJS.ProcessEnv
  cwd?: string
  uid?: number | undefined
  gid?: number | undefined
  isReady: () => Promise<boolean>
}

/** Whatever happens to this process, nothing it started goes on. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A child that can be killed, stopped and started again, and that remembers how it ended each time. */
export class Program {
  readonly name: string
  readonly exits: Exit[] = []
  readonly #plan: Plan
  #child: ChildProcess | undefined
  #isEndOrdered = false
  /** Starts and ends, one after the other, whoever asks for them. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(plan: Plan) {
    this.name = plan.name
    this.#plan = plan
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  isRunning = (): boolean => this.#child !== undefined

  /** Resolves when it is ready. One that runs already is left alone. */
  start = (): Promise<void> => this.#inTurn(() => this.#start())

  /** Ends it at once, and resolves when it is gone. */
  kill = (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => this.#inTurn(() => this.#end(signal))

  /** Ends it in order. */
  stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => this.kill(signal)

  /** Sends what does not end it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal)
  }

  /** This very moment: nothing is waited for. */
  killNow(): void {
    this.#isEndOrdered = true
    this.#child?.kill('SIGKILL')
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(act)
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** As a supervisor does: one that cannot start yet, because what it needs is away, is started again. */
  async #start(): Promise<void> {
    if (this.#child !== undefined) return
    const deadline = Date.now() + READY_WITHIN_MS
    while (!(await this.#isReadyOnce(deadline))) {
      if (Date.now() > deadline)
        throw new Error(`${this.name} did not start:\n${lastWords(this.#plan.logFile)}`)
      await sleep(AGAIN_MS)
    }
  }

  async #isReadyOnce(deadline: number): Promise<boolean> {
    const { command, args, logFile, isReady, name, env, ...options } = this.#plan
    const log = openSync(logFile, 'a')
    const child = spawn(command, args, {
      ...options,
      ...(env && { env: env() }),
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    this.#child = child
    this.#isEndOrdered = false
    let wasReady = false
    running.add(child)
    child.once('error', (error) => process.stderr.write(`${name}: ${error.message}\n`))
    child.once('exit', (code, signal) => {
      running.delete(child)
      this.#child = undefined
      this.exits.push({ name, code, signal, isOrdered: this.#isEndOrdered || !wasReady, at: nowMicros() })
    })
    while (Date.now() < deadline && this.#child === child) {
      if (await isReady()) {
        wasReady = true
        return true
      }
      await sleep(POLL_MS)
    }
    return false
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    this.#isEndOrdered = true
    const exited = once(child, 'exit')
    child.kill(signal)
    // One that is stopped hears of nothing else.
    if (signal !== 'SIGKILL') child.kill('SIGCONT')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    await exited
    clearTimeout(late)
  }
}

const lastWords = (logFile: string) =>
  readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
