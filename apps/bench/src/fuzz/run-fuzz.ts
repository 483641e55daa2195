import { performance } from 'node:perf_hooks'
import { type Random, seededRandom } from '../faults/random.ts'
import type { Server } from '../stand/server.ts'
import { askOverHttp } from './ask-http.ts'
import { FuzzSocket } from './ask-socket.ts'
import { type Asked, toJson } from './asked.ts'
import { type Findings, note, noFindings } from './findings.ts'
import { makeInput } from './make-input.ts'
import { type FuzzPerson, signInAgain } from './person.ts'
import { learn, type Pools } from './pools.ts'

/** Askers at the same time. */
const ASKERS = 16
/** Of the askers, those that ask over a socket. */
const SOCKETS = 8
/** Inputs between two lines about how far it is. */
const SAY_EVERY = 20_000

export async function runFuzz(options: {
  server: Server
  people: FuzzPerson[]
  pools: Pools
  inputs: number
  seed: number
  say: (line: string) => void
}): Promise<Findings> {
  const { server, people, inputs, say } = options
  const findings = noFindings()
  let left = inputs

  async function asker(number: number): Promise<void> {
    const random = seededRandom(options.seed).fork(`asker ${number}`)
    const person = people[number % people.length]
    const socket = number < SOCKETS && person ? new FuzzSocket(server.target.origin, person) : undefined
    while (left > 0 && server.ending() === undefined) {
      left -= 1
      if (left % SAY_EVERY === 0) say(`${left} inputs left`)
      await askOnce(socket, random)
    }
    socket?.close()
  }

  async function askOnce(socket: FuzzSocket | undefined, random: Random): Promise<void> {
    const person = random.chance(0.1) ? undefined : random.pick(people)
    const asked = makeInput(person?.cookie, { random, pools: options.pools })
    const startedAt = performance.now()
    const told = await (socket?.ask(asked) ?? askOverHttp(server.target.origin, asked)).catch(unanswered)
    const ms = performance.now() - startedAt
    note(findings, { ...told, sent: describe(asked, socket), ms })
    if (told.answer === '401' && person?.cookie === asked.cookie && person)
      await signInAgain(server.target.origin, person)
    if (told.answer === 'allowed' && random.chance(0.2)) learn(options.pools, told.said, random)
  }

  await Promise.all(Array.from({ length: ASKERS }, (_, number) => asker(number)))
  return findings
}

const describe = (asked: Asked, socket: FuzzSocket | undefined) =>
  `${socket ? 'socket' : 'http'} ${asked.type} ${asked.path} ${toJson(asked)}`

/** Of an input that nothing came back for, the server's own words or end tell more. */
const unanswered = (error: unknown) => ({
  answer: '5xx (nothing)',
  said:
    error instanceof Error
      ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
      : String(error),
})
