import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { launch } from './launch.ts'
import type { ServerSource } from './services-place.ts'

const run = promisify(execFile)

const composeFile = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url))

export type ComposedService = {
  service: 'postgres' | 'redis'
  /** The variable of docker-compose.yml that says which port of this machine it gets. */
  portVariable: string
  url(port: number): string
  ask(url: string): Promise<void>
}

/** The service of docker-compose.yml, when a container engine runs here. */
export const composeSource =
  ({ service, portVariable, url, ask }: ComposedService): ServerSource =>
  async (place) => {
    if (!(await engineRuns())) {
      place.log(`No container engine with "docker compose" runs here, so it cannot give ${service} either.`)
      return undefined
    }
    const image = ['compose', '-f', composeFile, '-p', projectName(place.dataDir)]
    // Fetched first: the wait for an answer must not count the download.
    await run('docker', [...image, 'pull', '--quiet', service])
    const server = await launch({
      service,
      place,
      logFile: join(place.dataDir, `${service}.log`),
      plan: (port) => ({
        command: 'docker',
        // In the foreground, so that the container stops with the program that the watchdog watches.
        args: [...image, 'up', '--no-deps', service],
        env: { ...process.env, [portVariable]: String(port) },
        stopSignal: 'SIGINT',
        graceMs: 30_000,
      }),
      url,
      ask,
    })
    place.log(`${service}: a container of docker-compose.yml.`)
    return server
  }

// One set of volumes for each data folder.
const projectName = (dataDir: string) =>
  `chatterly-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`

async function engineRuns(): Promise<boolean> {
  try {
    await run('docker', ['compose', 'version'], { timeout: 10_000 })
    await run('docker', ['info'], { timeout: 10_000 })
    return true
  } catch {
    // No docker, no compose plug-in, or no engine behind it: in each case not a source.
    return false
  }
}
