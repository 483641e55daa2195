import { fork, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cpuMicrosOf } from '../measure/proc-stat.ts'
import type { Answer, Handlers, Question } from './parent.ts'

export type Child<Served extends Handlers> = {
  pid: number
  cpuMicros(): number
  ask<Name extends keyof Served & string>(
    name: Name,
    input: Parameters<Served[Name]>[0],
  ): Promise<Awaited<ReturnType<Served[Name]>>>
  stop(): Promise<void>
}

/**
 * Starts a program in a process of its own.
 * @param file such as `load/crowd.ts`, below the folder above this one, or a whole path
 */
export async function startChild<Served extends Handlers>(
  file: string,
  stdio: StdioOptions = 'inherit',
): Promise<Child<Served>> {
  const child = fork(resolve(fileURLToPath(new URL('../', import.meta.url)), file), { stdio })
  const { pid } = child
  if (pid === undefined) throw new Error(`${file} could not be started`)
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let asked = 0
  child.on('message', ({ id, value, error }: Answer) => {
    const question = waiting.get(id)
    waiting.delete(id)
    if (error !== undefined) question?.reject(new Error(`${file}: ${error}`))
    else question?.resolve(value)
  })
  const exited = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`))
  })
  await Promise.race([once(child, 'message'), exited])
  return {
    pid,
    cpuMicros: () => cpuMicrosOf(pid),
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        if (!child.connected) return reject(new Error(`${file} has ended`))
        asked += 1
        // What the other side answers is typed by its own handlers.
        waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject })
        child.send({ id: asked, name, input } satisfies Question)
      }),
    async stop() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
