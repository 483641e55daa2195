import { foreignServer, type RunningServer, type ServerSource, type ServicesPlace } from './services-place.ts'
import { reasonOf, ServicesProblem } from './services-problem.ts'

export type Service = {
  name: string
  /** The variable that names a server to use instead of looking for one. */
  variable: string
  /** In order of preference. */
  sources: readonly ServerSource[]
  /** Throws unless a fit server answers there. */
  ask(url: string): Promise<void>
  /** What to do when there is no way to get one. */
  advice: string
}

/**
 * The server at the address that somebody chose. It is not ours to stop.
 * @throws ServicesProblem when it cannot be used
 */
export async function givenServer(
  service: Service,
  url: string,
  log: (line: string) => void,
): Promise<RunningServer> {
  try {
    await service.ask(url)
  } catch (problem) {
    throw new ServicesProblem(`${service.name} of ${service.variable} cannot be used: ${reasonOf(problem)}`)
  }
  log(`${service.name}: the one that ${service.variable} names.`)
  return foreignServer(url)
}

/**
 * The first server that can be had. One that fails to start is no reason not to try the next.
 * @throws ServicesProblem when there is none
 */
export async function firstServer(service: Service, place: ServicesPlace): Promise<RunningServer> {
  for (const source of service.sources) {
    try {
      const server = await source(place)
      if (server !== undefined) return server
    } catch (problem) {
      place.log(`${service.name} could not be started this way: ${reasonOf(problem)}`)
    }
  }
  throw new ServicesProblem(`No ${service.name} to be had on this machine. ${service.advice}`)
}
