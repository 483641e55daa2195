import { createCaller } from '@chatterly/domain/router'
import { isRefusalCode } from '@chatterly/protocol/refusals'
import type { TestWorld } from '@chatterly/testing/test-world'
import { TRPCError } from '@trpc/server'
import { identifyRequest } from '../../credentials.ts'
import { type Answer, allowedWith, type Call, type Door } from './door.ts'

/** Without a network, as jobs and other tests call. */
export const directDoor = (world: TestWorld): Door => ({
  name: 'direct',
  async ask({ path, type, headers, input }): Promise<Answer> {
    const stopping = new AbortController()
    const { actor } = await identifyRequest(world.world.sessions, headers)
    const caller: unknown = createCaller({ ...world.anonymous(), actor }, { signal: stopping.signal })
    try {
      const result: unknown = await procedureAt(caller, path)(input)
      return allowedWith(JSON.stringify(type === 'subscription' ? await firstOf(result) : result) ?? '')
    } catch (error) {
      if (!(error instanceof TRPCError)) throw error
      const code: unknown = Object(error.cause).code
      return { code: isRefusalCode(code) ? code : error.code, said: error.message }
    } finally {
      stopping.abort()
    }
  },
})

function procedureAt(caller: unknown, path: Call['path']): (input: unknown) => unknown {
  const found = path.split('.').reduce<unknown>((part, name) => Reflect.get(Object(part), name), caller)
  if (typeof found !== 'function') throw new Error(`${path} is no procedure`)
  return (input) => Reflect.apply(found, undefined, [input])
}

async function firstOf(items: unknown): Promise<unknown> {
  for await (const first of items as AsyncIterable<unknown>) return first
  return undefined
}
