import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { logOut } from './log-out.ts'
import { seededRandom } from './random.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The far end of a wire, where each call is answered by the next of these. */
async function farEnd(...answers: ((response: ServerResponse) => void)[]) {
  const server = createServer((_request, response) => answers.shift()?.(response))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It does not listen')
  const nodes = [{ door: { port: address.port } }]
  return { ended: logOut({ nodes, random: seededRandom(1), cookie: '' }), leftCount: () => answers.length }
}

const cut = (response: ServerResponse) => void response.destroy()
const answer = (status: number, body: object) => (response: ServerResponse) => {
  response.statusCode = status
  response.end(JSON.stringify(body))
}
const done = answer(200, { result: { data: {} } })
const away = answer(503, { error: { data: { refusal: 'service.unavailable' } } })
const signedOut = answer(401, { error: { data: { refusal: 'auth.signed_out' } } })

test('a session whose end was carried out and never answered has ended', async () => {
  const { ended, leftCount } = await farEnd(cut, signedOut, done)
  expect(await ended).toBe(true)
  expect(leftCount()).toBe(1)
})

test('no answer, or one that says nothing about the session, is asked again', async () => {
  const { ended, leftCount } = await farEnd(cut, away, done)
  expect(await ended).toBe(true)
  expect(leftCount()).toBe(0)
})
