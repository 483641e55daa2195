import { openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Child, startChild } from '../../load/child.ts'
import type { Cast } from '../plan.ts'
import type { Crowd } from './crowd.ts'

/** More processes than cores only take time from what is tried. */
const PROCESSES = 2

type Handler = keyof Crowd

export type Crowds = {
  historyDir: string
  /** Asks each process; answers with all their answers. */
  askAll<Name extends Handler>(
    name: Name,
    input: Parameters<Crowd[Name]>[0],
  ): Promise<Awaited<ReturnType<Crowd[Name]>>[]>
  startLoad(load: {
    seed: number
    perSecond: number
    bodyBytes?: { least: number; most: number }
  }): Promise<void>
  stop(): Promise<void>
}

/** Everybody in the cast, in a few processes, connected. */
export async function startCrowds(options: {
  bundle: string
  cast: Cast
  url: string
  dataDir: string
}): Promise<Crowds> {
  const { bundle, cast, url, dataDir } = options
  const historyDir = join(dataDir, 'history')
  await mkdir(historyDir, { recursive: true })
  const log = openSync(join(dataDir, 'crowd.log'), 'a')
  const children: Child<Crowd>[] = []
  for (let place = 0; place < PROCESSES; place += 1) {
    children.push(await startChild<Crowd>(bundle, ['ignore', log, log, 'ipc']))
  }
  const shares = children.map((_, place) =>
    cast.people.map((_person, person) => person).filter((person) => person % PROCESSES === place),
  )
  await Promise.all(
    children.map((child, place) =>
      child.ask('connect', { cast, people: shares[place] ?? [], url, historyDir }),
    ),
  )
  return {
    historyDir,
    askAll: (name, input) => Promise.all(children.map((child) => child.ask(name, input))),
    async startLoad({ seed, perSecond, bodyBytes }) {
      await Promise.all(
        children.map((child, place) =>
          child.ask('startLoad', {
            seed: seed * PROCESSES + place,
            perSecond: perSecond / PROCESSES,
            ...(bodyBytes && { bodyBytes }),
          }),
        ),
      )
    },
    async stop() {
      for (const child of children) await child.stop()
    },
  }
}
