import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { anyone, createCallerFactory, router } from './trpc.ts'

const world = await openTestWorld()

test('a procedure that declares nothing does not answer', async () => {
  const careless = createCallerFactory(router({ secret: anyone.query(() => 'told') }))
  await expect(careless(world.anonymous()).secret()).rejects.toThrow('secret declares no access')
})
