import type { BrowserContextOptions, Page } from '@playwright/test'
import { makeDirect } from './api.ts'
import { answer, expectVoices, skipGreenRoom, startCall, watchConnections } from './calling.ts'
import { expect, test as base } from './journey.ts'
import { enter, type Person, somebody } from './people.ts'
import { openConversation } from './screen.ts'

/** As in `arrive`, on a device that calls were made from before. */
export const test = base.extend<{
  caller: (name: string, options?: BrowserContextOptions) => Promise<Person>
}>({
  caller: async ({ openBrowser, expectInConsole }, use) => {
    // A device may say something more while the other one has ended the call.
    expectInConsole(/409 .*calls\.(heartbeat|signal|acknowledge|leave)/)
    await use(async (name, options) => {
      const page = await openBrowser(options)
      await prepare(page)
      return enter(page, somebody(name))
    })
  },
})

export async function prepare(page: Page) {
  await watchConnections(page)
  await skipGreenRoom(page)
}

export async function inDirect(caller: (name: string) => Promise<Person>) {
  const [maya, ben] = [await caller('Maya'), await caller('Ben')]
  const direct = await makeDirect(maya, ben)
  await openConversation(maya.page, ben.name)
  return { maya, ben, directId: direct.id }
}

export async function inCall(caller: (name: string) => Promise<Person>, kind: 'Voice call' | 'Video call') {
  const { maya, ben, directId } = await inDirect(caller)
  await startCall(maya.page, kind)
  await answer(ben.page, kind === 'Video call' ? 'With video' : 'Answer')
  await expectVoices(maya.page)
  await expectVoices(ben.page)
  return { maya, ben, directId }
}

export { expect }
