import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What both services need to know about where they run. */
export type ServicesPlace = {
  /** Absolute. */
  dataDir: string
  log: (line: string) => void
}

export type RunningServer = {
  url: string
  /** Resolves when the server is no more, asked or not; never for one that is not ours. */
  ended: Promise<unknown>
  stop(): Promise<void>
}

/** A server that somebody else runs: not ours to stop, and its end not ours to see. */
export const foreignServer = (url: string): RunningServer => ({
  url,
  ended: new Promise(() => undefined),
  stop: async () => undefined,
})

/** One way to get a server. Undefined when it has nothing to offer here, which it has then said. */
export type ServerSource = (place: ServicesPlace) => Promise<RunningServer | undefined>

/** The port a service had last time in this folder, so that a restart keeps its address when it can. */
export async function rememberedPort(place: ServicesPlace, service: string): Promise<number | undefined> {
  const text = await readFile(portFile(place, service), 'utf8').catch(() => '')
  return Number(text) || undefined
}

export const rememberPort = (place: ServicesPlace, service: string, port: number) =>
  writeFile(portFile(place, service), String(port))

const portFile = (place: ServicesPlace, service: string) => join(place.dataDir, `${service}.port`)
