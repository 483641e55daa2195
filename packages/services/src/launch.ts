import { readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { type RunningServer, rememberedPort, rememberPort, type ServicesPlace } from './services-place.ts'
import { reasonOf, ServicesProblem } from './services-problem.ts'
import { type ProgramPlan, startWatched, type WatchedProcess } from './watched-process.ts'

const READY_WITHIN_MS = 60_000
const POLL_MS = 50

export type Launch = {
  service: 'postgres' | 'redis'
  place: ServicesPlace
  logFile: string
  plan(port: number): Omit<ProgramPlan, 'logFile'>
  url(port: number): string
  /** Resolves when the server answers; throws while it does not. */
  ask(url: string): Promise<void>
}

/**
 * Starts a server on a free port and waits until it answers.
 * @throws ServicesProblem with the end of the server's own log
 */
export async function launch(what: Launch): Promise<RunningServer> {
  // A port found free can be taken before the server listens on it.
  for (let triesLeft = 3; ; triesLeft -= 1) {
    const port = await freePort(await rememberedPort(what.place, what.service))
    await rm(what.logFile, { force: true })
    const server = startWatched({ ...what.plan(port), logFile: what.logFile })
    const problem = await untilReady(what, server, what.url(port))
    if (problem === undefined) {
      await rememberPort(what.place, what.service, port)
      return { url: what.url(port), ended: server.exited, stop: async () => void (await server.stop()) }
    }
    await server.stop()
    const end = await lastLines(what.logFile)
    if (triesLeft > 1 && /address already in use/i.test(end)) continue
    throw new ServicesProblem(`${problem}\n${end}`.trim())
  }
}

async function untilReady(what: Launch, server: WatchedProcess, url: string): Promise<string | undefined> {
  const deadline = Date.now() + READY_WITHIN_MS
  let reason = ''
  while (Date.now() < deadline) {
    if (!server.isRunning()) return `It ended with status ${await server.exited}.`
    try {
      await what.ask(url)
      return undefined
    } catch (problem) {
      reason = reasonOf(problem)
    }
    await sleep(POLL_MS)
  }
  return `It did not answer within ${READY_WITHIN_MS / 1000} seconds (${reason}).`
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-8).join('\n')
}
