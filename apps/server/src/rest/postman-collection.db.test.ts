import { readFileSync } from 'node:fs'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { POSTMAN_COLLECTION } from '../api-files.ts'
import { startProgram } from '../testing/program.ts'
import { openCollection } from '../testing/run-collection.ts'
import type { PostmanCollection } from './document/postman-collection.ts'
import { restPaths } from './paths.ts'

const world = await openTestWorld()
const collection = JSON.parse(readFileSync(POSTMAN_COLLECTION, 'utf8')) as PostmanCollection
const [steps, ...folders] = collection.item
const all = folders.flatMap(({ item }) => item)

test('the collection’s first steps work on a first start, and every path of it is one', {
  timeout: 120_000,
}, async () => {
  const { url } = await startProgram(world, { SEED_DEMO: 'true' })
  const { send, variables } = openCollection(collection, { origin: url })
  for (const step of steps?.item ?? []) {
    const { name, status, body, failures } = await send(step)
    expect(failures, `${name}: ${status} ${JSON.stringify(body)}`).toEqual([])
  }
  for (const name of ['accessToken', 'refreshToken', 'userId', 'conversationId', 'messageId', 'reactionId'])
    expect(variables.get(name), name).not.toBe('')

  expect(all).toHaveLength(restPaths.length)
  const [signIn] = steps?.item ?? []
  if (!signIn) throw new Error('There are no first steps')
  for (const item of all) {
    // Some end the session they are sent with.
    await send(signIn)
    const { name, status, body, failures } = await send(item)
    const said = `${item.request.method} ${item.request.url.raw} ${name}: ${status} ${JSON.stringify(body)}`
    expect(failures, said).toEqual([])
  }
})

test('a request that is answered as nobody said it would be is a failure', async () => {
  const { send } = openCollection(collection, {
    baseUrl: `${(await startProgram(world)).url}/api/v1/nowhere`,
  })
  const [signIn] = steps?.item ?? []
  if (!signIn) throw new Error('There are no first steps')
  expect((await send(signIn)).failures).toContainEqual(expect.stringContaining('answers as documented'))
})
