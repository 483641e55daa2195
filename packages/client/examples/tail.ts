/**
 * Prints every change as one line of JSON, until it is interrupted. With a file named after it, it remembers there up
 * to where it has printed, and the next run begins with the first change after that.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createClient } from '@chatterly/client/create-client'
import type { ClientEvents } from '@chatterly/client/events'
import { passwordAuth } from '@chatterly/client/password-auth'
import { WebSocket } from 'ws'
import { given } from './connect.ts'

type Position = NonNullable<ReturnType<ClientEvents['position']>>

const [file] = process.argv.slice(2)
const url = given('CHATTERLY_URL')
const since = file !== undefined && existsSync(file) ? readPosition(file) : undefined
const client = createClient({
  url,
  auth: passwordAuth({ url, login: given('CHATTERLY_LOGIN'), password: given('CHATTERLY_PASSWORD') }),
  WebSocket,
  ...(since && { since }),
})
process.once('SIGINT', () => client.close())
process.once('SIGTERM', () => client.close())

// A listener is handed each item before the position moves past it, so that what is stored was printed.
client.events.subscribe((item) => {
  process.stdout.write(`${JSON.stringify(item)}\n`)
  setImmediate(remember)
})
await client.connection.caughtUp()
remember()
console.error(since === undefined ? 'Listening from now on.' : 'Listening; what was missed is printed.')

function remember() {
  const position = client.events.position()
  if (file !== undefined && position !== undefined) writeFileSync(file, JSON.stringify(position))
}

function readPosition(path: string): Position {
  // Written by an earlier run; the server refuses what it did not give.
  return JSON.parse(readFileSync(path, 'utf8')) as Position
}
