import { askOverHttp } from './ask-http.ts'
import { askOverRest } from './ask-rest.ts'
import { FuzzSocket } from './ask-socket.ts'
import { type Asked, type Told, toJson } from './asked.ts'
import { makeInput } from './make-input.ts'
import { makeRequest } from './make-request.ts'
import type { FuzzPerson } from './person.ts'
import type { RestInterface } from './rest-operations.ts'
import type { Chances } from './valid-input.ts'

/** A way in: makes an input, sends it as whoever the cookie says, and tells both. */
export type Door = {
  name: 'http' | 'rest' | 'socket'
  ask(cookie: string | undefined, chances: Chances): { sent: string; told: Promise<Told> }
  close(): void
}

export const httpDoor = (origin: string): Door => ({
  name: 'http',
  ask(cookie, chances) {
    const asked = makeInput(cookie, chances)
    return { sent: describe('http', asked), told: askOverHttp(origin, asked) }
  },
  close() {},
})

/** A socket speaks for whoever opened it. */
export function socketDoor(origin: string, person: FuzzPerson): Door {
  const socket = new FuzzSocket(origin, person)
  return {
    name: 'socket',
    ask(cookie, chances) {
      const asked = makeInput(cookie, chances)
      return { sent: describe('socket', asked), told: socket.ask(asked) }
    },
    close: () => socket.close(),
  }
}

export const restDoor = (origin: string, { operations, contract }: RestInterface): Door => ({
  name: 'rest',
  ask(cookie, chances) {
    const request = makeRequest(operations, chances)
    const { method, target, headers, body = '' } = request
    return {
      sent: `rest ${method} ${target} ${JSON.stringify(headers)} ${body}`,
      told: askOverRest(origin, request, { cookie, contract }),
    }
  },
  close() {},
})

const describe = (door: Door['name'], asked: Asked) => `${door} ${asked.type} ${asked.path} ${toJson(asked)}`
