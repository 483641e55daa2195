import { readFileSync } from 'node:fs'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { HTTP_FILE } from '../api-files.ts'
import { startProgram } from '../testing/program.ts'
import { openHttpFile } from '../testing/run-http-file.ts'
import { restPaths } from './paths.ts'

const world = await openTestWorld()
const text = readFileSync(HTTP_FILE, 'utf8')

test('the file’s first steps work on a first start, and after them come all paths', {
  timeout: 60_000,
}, async () => {
  const { url } = await startProgram(world, { SEED_DEMO: 'true' })
  const { requests, send } = openHttpFile(text, { origin: url })
  const steps = requests.slice(0, -restPaths.length)
  expect(steps.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Alice signs in', 'Alice gets the next tokens']),
  )
  for (const step of steps) {
    const { status, body, failures } = await send(step)
    expect([200, 201], `${step.title}: ${status} ${JSON.stringify(body)}`).toContain(status)
    expect(failures, step.title).toEqual([])
  }
  const [first] = requests.slice(steps.length)
  expect(`${first?.method} ${first?.address}`).toBe('POST {{baseUrl}}/auth/register')
  const receipts = requests.find(({ address }) => address.endsWith('/receipts'))
  if (!receipts) throw new Error('Nobody asks who has read it')
  expect((await send(receipts)).body).toMatchObject({ items: [{ user: { username: 'bob' } }] })
})

test('a request whose answer another needs has to be sent before', async () => {
  const { requests, send } = openHttpFile(text, {})
  const [, ...later] = requests
  const [whoAmI] = later
  if (!whoAmI) throw new Error('There is one request only')
  await expect(send(whoAmI)).rejects.toThrow('Nothing is known of aliceSignsIn.response.body.$.accessToken')
})
