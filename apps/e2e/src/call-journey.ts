import type { Page } from '@playwright/test'
import { makeDirect } from './api.ts'
import { answer, expectVoices, skipGreenRoom, startCall, watchConnections } from './calling.ts'
import { expect, test as base } from './journey.ts'
import { enter, type Person, somebody } from './people.ts'
import { type Relay, useRelay } from './relay.ts'
import { openConversation } from './screen.ts'

/** Before the page loads. */
type Prepare = (page: Page) => Promise<unknown>
type Caller = (name: string, alsoPrepare?: Prepare) => Promise<Person>
type Prepares = { maya?: Prepare; ben?: Prepare }

/** As in `arrive`, on a device that calls were made from before. */
export const test = base.extend<{ caller: Caller; relay: Relay }>({
  relay: async ({}, use) => useRelay(use),
  caller: async ({ openBrowser, expectInConsole }, use) => {
    // A device may say that it rings while the call is called off, and that it is there while it is no longer in it.
    expectInConsole(/409 .*calls\.(acknowledge|heartbeat)/)
    await use(async (name, alsoPrepare) => {
      const page = await openBrowser()
      await prepare(page)
      await alsoPrepare?.(page)
      return enter(page, somebody(name))
    })
  },
})

export async function prepare(page: Page) {
  await watchConnections(page)
  await skipGreenRoom(page)
}

export async function inDirect(caller: Caller, prepares: Prepares = {}) {
  const [maya, ben] = [await caller('Maya', prepares.maya), await caller('Ben', prepares.ben)]
  const direct = await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  return { maya, ben, directId: direct.id }
}

export async function inCall(caller: Caller, kind: 'Voice call' | 'Video call', prepares: Prepares = {}) {
  const { maya, ben, directId } = await inDirect(caller, prepares)
  await startCall(maya.page, kind)
  await answer(ben.page, kind === 'Video call' ? 'With video' : 'Answer')
  await expectVoices(maya.page)
  await expectVoices(ben.page)
  return { maya, ben, directId }
}

export { expect }
