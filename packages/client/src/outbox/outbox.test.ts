import type { MessageView, SendMessage } from '@chatterly/protocol/messages/shapes'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { conversationId, maya, message } from '../testing/log-fixtures.ts'
import { Outbox, type OutboxNews } from './outbox.ts'
import { createMemoryStore } from './outbox-store.ts'

const general = conversationId(1)
const design = conversationId(2)

/** Answers as the server does: the same key is said once, and answered the same again. */
function openServer() {
  const said: SendMessage[] = []
  const answers = new Map<string, MessageView>()
  const underWay = { now: 0, most: 0 }
  let before: (input: SendMessage) => Promise<void> = async () => {}
  let after = before
  return {
    said,
    underWay,
    /** What happens to a request on its way there, and to its answer on the way back. */
    onTheWay: (there: typeof before, back: typeof after = async () => {}) => {
      before = there
      after = back
    },
    async send(input: SendMessage): Promise<MessageView> {
      underWay.now += 1
      underWay.most = Math.max(underWay.most, underWay.now)
      try {
        await before(input)
        if (!answers.has(input.key)) {
          said.push(input)
          const { body, conversationId } = input
          answers.set(input.key, message(said.length, { body, conversationId, senderId: maya.id }))
        }
        await after(input)
        return answers.get(input.key) as MessageView
      } finally {
        underWay.now -= 1
      }
    },
  }
}

/** What a tab leaves when it is killed, for all tabs of a test. */
let store = createMemoryStore()

/** Tabs of one browser: one store, one set of locks, one channel. */
function openBrowser(server: ReturnType<typeof openServer>) {
  const locks = new Map<string, Promise<void>>()
  const listeners = new Set<(news: OutboxNews) => void>()
  return {
    openTab() {
      const acknowledged: string[] = []
      const heard: ((news: OutboxNews) => void)[] = []
      const outbox = new Outbox({
        store,
        send: (input) => server.send(input),
        exclusively: async (name, work) => {
          const turn = (locks.get(name) ?? Promise.resolve()).then(work)
          locks.set(
            name,
            turn.catch(() => {}),
          )
          await turn
        },
        channel: {
          tell: (news) => {
            for (const listener of listeners) if (!heard.includes(listener)) listener(news)
          },
          listen: (listener) => {
            heard.push(listener)
            listeners.add(listener)
          },
        },
        onAcknowledged: ({ body }) => acknowledged.push(body ?? ''),
      })
      return { outbox, acknowledged, bodies: () => outbox.view(general).items.map((item) => item.body) }
    },
  }
}

const noNetwork = () => Promise.reject(new Error('fetch failed'))
const answer = (httpStatus: number, more = {}) =>
  Object.assign(new Error('refused in words'), { data: { httpStatus, ...more } })
const stored = async () => (await store.list()).map((item) => item.body)
const saidBodies = (server: ReturnType<typeof openServer>) => server.said.map(({ body }) => body)

beforeEach(() => {
  store = createMemoryStore()
  vi.spyOn(Math, 'random').mockReturnValue(0.01)
})
afterEach(() => vi.restoreAllMocks())

describe('sending', () => {
  test('messages leave in the order of writing, one at a time, and then nothing is left', async () => {
    const server = openServer()
    const { outbox, bodies, acknowledged } = openBrowser(server).openTab()
    await Promise.all(['one', 'two', 'three'].map((body) => outbox.add(general, body, 0)))
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['one', 'two', 'three']))
    await vi.waitFor(() => expect(bodies()).toEqual([]))
    expect(acknowledged).toEqual(['one', 'two', 'three'])
    expect(server.underWay.most).toBe(1)
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
  })

  test('a message is shown before it is anywhere else', () => {
    const { outbox, bodies } = openBrowser(openServer()).openTab()
    void outbox.add(general, 'at once', 0)
    expect(bodies()).toEqual(['at once'])
  })

  test('a slow conversation does not hold up another', async () => {
    const server = openServer()
    server.onTheWay((input) => (input.conversationId === general ? new Promise(() => {}) : Promise.resolve()))
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'stuck', 0)
    await outbox.add(design, 'through', 0)
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['through']))
  })

  test('an acknowledged message is shown until the window has it', async () => {
    const { outbox } = openBrowser(openServer()).openTab()
    await outbox.add(general, 'hello', 0)
    await vi.waitFor(() => expect(outbox.view(general).acknowledged).toHaveLength(1))
    const [acknowledged] = outbox.view(general).acknowledged
    outbox.settle(general, new Set([acknowledged?.message.id ?? '']))
    expect(outbox.view(general).acknowledged).toEqual([])
    expect(outbox.view(general).keys.get(acknowledged?.message.id ?? '')).toBe(acknowledged?.key)
  })
})

describe('when it does not arrive', () => {
  test.each([
    ['the network is gone', noNetwork],
    ['there are too many requests', () => Promise.reject(answer(429))],
    ['the service is away', () => Promise.reject(answer(503))],
    ['the session has ended', () => Promise.reject(answer(401))],
  ])('it is tried again with the same key while %s, and those after it wait', async (_, refuse) => {
    const server = openServer()
    const keys: string[] = []
    let tries = 0
    server.onTheWay(({ key }) => {
      keys.push(key)
      tries += 1
      return tries <= 3 ? refuse() : Promise.resolve()
    })
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'first', 0)
    await outbox.add(general, 'second', 0)
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['first', 'second']))
    expect(new Set(keys.slice(0, 4)).size).toBe(1)
  })

  test('it waits as long as the server asks', async () => {
    const server = openServer()
    let triedAt: number[] = []
    server.onTheWay(() => {
      triedAt = [...triedAt, Date.now()]
      return triedAt.length === 1
        ? Promise.reject(answer(429, { retryAfterSeconds: 0.2 }))
        : Promise.resolve()
    })
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'patient', 0)
    await vi.waitFor(() => expect(triedAt).toHaveLength(2))
    expect((triedAt[1] ?? 0) - (triedAt[0] ?? 0)).toBeGreaterThanOrEqual(190)
  })

  test('an answer lost on the way back does not say it twice', async () => {
    const server = openServer()
    let answersLost = 0
    server.onTheWay(
      async () => {},
      async () => {
        answersLost += 1
        if (answersLost <= 2) throw new Error('connection reset')
      },
    )
    const { outbox, bodies } = openBrowser(server).openTab()
    await outbox.add(general, 'once', 0)
    await vi.waitFor(() => expect(bodies()).toEqual([]))
    expect(saidBodies(server)).toEqual(['once'])
  })

  test('a refused one stays with the reason, and those after it go on', async () => {
    const server = openServer()
    server.onTheWay(({ body }) => (body === 'bad' ? Promise.reject(answer(403)) : Promise.resolve()))
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'bad', 0)
    await outbox.add(general, 'good', 0)
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['good']))
    await vi.waitFor(() =>
      expect(outbox.view(general).items.map((item) => item.failure)).toEqual(['refused in words']),
    )
    expect(await stored()).toEqual(['bad'])
  })

  test('a refused one can be tried again, or taken out with its words', async () => {
    const server = openServer()
    server.onTheWay(() => Promise.reject(answer(403)))
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'one', 0)
    await outbox.add(general, 'two', 0)
    await vi.waitFor(() => expect(outbox.view(general).items.every((item) => item.failure)).toBe(true))
    server.onTheWay(async () => {})
    const [one, two] = outbox.view(general).items
    if (!one || !two) throw new Error('both are kept')
    expect(await outbox.discard(two.key)).toBe('two')
    await outbox.retry(one.key)
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['one']))
    expect(outbox.view(general).items).toEqual([])
  })

  test('being woken ends the waiting at once', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const server = openServer()
    server.onTheWay(noNetwork)
    const { outbox } = openBrowser(server).openTab()
    await outbox.add(general, 'later', 0)
    await vi.waitFor(() => expect(outbox.view(general).items[0]?.attempts).toBe(1))
    server.onTheWay(async () => {})
    outbox.wake()
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['later']), { timeout: 300 })
  })
})

describe('several tabs', () => {
  test('what a closed tab left is taken up by the next', async () => {
    const server = openServer()
    server.onTheWay(noNetwork)
    const first = openBrowser(server).openTab()
    await first.outbox.add(general, 'one', 0)
    await first.outbox.add(general, 'two', 0)
    await vi.waitFor(async () => expect(await stored()).toHaveLength(2))
    first.outbox.close()
    server.onTheWay(async () => {})
    await openBrowser(server).openTab().outbox.open()
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['one', 'two']))
  })

  test('two open tabs show the same and send it once', async () => {
    const server = openServer()
    let requests = 0
    let letThrough = () => {}
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    server.onTheWay(() => {
      requests += 1
      return gate
    })
    const browser = openBrowser(server)
    const one = browser.openTab()
    const two = browser.openTab()
    await one.outbox.add(general, 'a', 0)
    await vi.waitFor(() => expect(two.bodies()).toEqual(['a']))
    two.outbox.wake()
    await one.outbox.add(general, 'b', 0)
    two.outbox.wake()
    letThrough()
    await vi.waitFor(() => expect(saidBodies(server)).toEqual(['a', 'b']))
    await vi.waitFor(() => expect([one.bodies(), two.bodies()]).toEqual([[], []]))
    expect(requests).toBe(2)
    expect(two.acknowledged).toEqual(['a', 'b'])
  })
})

test('killed at any point, nothing is lost, nothing is said twice, and the order holds', {
  timeout: 20_000,
}, async () => {
  vi.restoreAllMocks()
  const bodies = Array.from({ length: 10 }, (_, index) => `message ${index + 1}`)
  const server = openServer()
  const flaky = async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4))
    if (Math.random() < 0.3) throw new Error('connection reset')
  }
  server.onTheWay(flaky, flaky)
  let tab = openBrowser(server).openTab()
  for (const body of bodies) {
    // The words count as written once they are in the store; whoever types is never faster than that.
    await tab.outbox.add(general, body, 0)
    if (Math.random() < 0.7) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
      tab.outbox.close()
      tab = openBrowser(server).openTab()
      await tab.outbox.open()
    }
  }
  const poking = setInterval(() => tab.outbox.wake(), 5)
  await vi.waitFor(() => expect(saidBodies(server)).toEqual(bodies), { timeout: 5_000 })
  await vi.waitFor(async () => expect(await stored()).toEqual([]), { timeout: 5_000 })
  clearInterval(poking)
})
