import { performance } from 'node:perf_hooks'
import { type Random, seededRandom } from '../faults/random.ts'
import type { Server } from '../stand/server.ts'
import { type Door, httpDoor, restDoor, socketDoor } from './doors.ts'
import { type Findings, note, noFindings } from './findings.ts'
import { type FuzzPerson, signInAgain } from './person.ts'
import { learn, type Pools } from './pools.ts'
import type { RestInterface } from './rest-operations.ts'

/** Askers at the same time. */
const ASKERS = 16
/** Of the askers, those that ask over a socket, and those that ask the interface for everybody's programs. */
const SOCKETS = 8
const RESTS = 4
/** Inputs between two lines about how far it is. */
const SAY_EVERY = 20_000

export async function runFuzz(options: {
  server: Server
  people: FuzzPerson[]
  pools: Pools
  rest: RestInterface
  inputs: number
  seed: number
  say: (line: string) => void
}): Promise<Findings> {
  const { server, people, inputs, say } = options
  const findings = noFindings()
  let left = inputs

  async function asker(number: number): Promise<void> {
    const random = seededRandom(options.seed).fork(`asker ${number}`)
    const door = doorOf(number)
    while (left > 0 && server.ending() === undefined) {
      left -= 1
      if (left % SAY_EVERY === 0) say(`${left} inputs left`)
      await askOnce(door, random)
    }
    door.close()
  }

  function doorOf(number: number): Door {
    const { origin } = server.target
    const person = people[number % people.length]
    if (number < SOCKETS && person) return socketDoor(origin, person)
    return number < SOCKETS + RESTS ? restDoor(origin, options.rest) : httpDoor(origin)
  }

  async function askOnce(door: Door, random: Random): Promise<void> {
    const person = random.chance(0.1) ? undefined : random.pick(people)
    const cookie = person?.cookie
    const startedAt = performance.now()
    const asked = door.ask(cookie, { random, pools: options.pools })
    const told = await asked.told.catch(unanswered)
    const ms = performance.now() - startedAt
    note(findings, { ...told, door: door.name, sent: asked.sent, ms })
    if (told.answer === '401' && person?.cookie === cookie && person)
      await signInAgain(server.target.origin, person)
    if (told.answer === 'allowed' && random.chance(0.2)) learn(options.pools, told.said, random)
  }

  await Promise.all(Array.from({ length: ASKERS }, (_, number) => asker(number)))
  return findings
}

/** Of an input that nothing came back for, the server's own words or end tell more. */
const unanswered = (error: unknown) => ({
  answer: '5xx (nothing)',
  said:
    error instanceof Error
      ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
      : String(error),
})
