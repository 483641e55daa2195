import type { ConversationId } from '@chatterly/protocol/ids'
import type { KeptEvent, PersonEvent } from '@chatterly/protocol/realtime/events'
import type { Changes, PullChanges, PulledChanges, Reset } from '@chatterly/protocol/realtime/shapes'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HOLE_PATIENCE_MS, SyncEngine, type SyncStore } from './sync-engine.ts'
import {
  batch,
  conversation,
  conversationId,
  epoch,
  left,
  live,
  maya,
  said,
} from '../testing/log-fixtures.ts'

const general = conversationId(1)
const design = conversationId(2)

type Answer = Changes | { reset: Reset }

/** A tab that knows #general up to number 5, and a server whose next answers the test gives. */
function openTab() {
  const log: string[] = []
  const known = new Map([[general, 5]])
  const asked: PullChanges[] = []
  const answers: (() => Promise<PulledChanges>)[] = []
  const progress = { isCaughtUp: false, cursors: new Map<ConversationId, number>() }
  const store: SyncStore = {
    ready: async () => {},
    cursors: () => [...known].map(([id, seq]) => ({ id, seq })),
    apply: (id, events) => log.push(`${name(id)}: ${events.map((event) => event.seq).join(' ')}`),
    reset: (id, { reason }) => log.push(`${name(id)}: reset ${reason}`),
    forget: (id) => {
      known.delete(id)
      log.push(`${name(id)}: forgotten`)
    },
    pass: (event) => log.push(event.type),
  }
  const engine = new SyncEngine({
    viewerId: maya.id,
    store,
    pull: (input) => {
      asked.push(input)
      return answers.shift()?.() ?? Promise.resolve(pulled({}))
    },
    onProgress: ({ isCaughtUp, cursors }) =>
      Object.assign(progress, { isCaughtUp, cursors: new Map(cursors) }),
  })
  return {
    engine,
    store,
    log,
    known,
    asked,
    answers,
    progress,
    take: (item: PersonEvent) => engine.receive(item),
  }
}

const name = (id: ConversationId) => (id === general ? 'general' : 'design')
const pulled = (conversations: Record<string, Answer>, number = 1): PulledChanges => ({
  epoch: epoch(number),
  conversations,
})
const changes = (prev: number, ...seqs: number[]): Changes => ({
  prev,
  events: seqs.map(said),
  head: seqs.at(-1) ?? prev,
})
const resetTo = (reason: Reset['reason'], id: ConversationId, seq: number): { reset: Reset } => ({
  reset: {
    reason,
    snapshot: {
      conversation: conversation(id, seq),
      messages: { items: [], users: [], hasBefore: false, hasAfter: false },
    },
  },
})
const answered =
  (conversations: Record<string, Answer>, number = 1) =>
  () =>
    Promise.resolve(pulled(conversations, number))

async function openCaughtUp() {
  const tab = openTab()
  await tab.take(live())
  tab.log.length = 0
  tab.asked.length = 0
  return tab
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('coming live', () => {
  test('what was missed is asked for with the numbers known, and applied', async () => {
    const tab = openTab()
    tab.answers.push(answered({ [general]: changes(5, 6, 7) }))
    await tab.take(live())
    expect(tab.asked).toEqual([{ cursors: { [general]: 5 }, epoch: epoch(1) }])
    expect(tab.log).toEqual(['general: 6 7'])
    expect(tab.progress).toEqual({ isCaughtUp: true, cursors: new Map([[general, 7]]) })
  })

  test('a channel that was left and joined again meanwhile is asked for as it is now', async () => {
    const tab = openTab()
    const spanning = { prev: 5, events: [said(6), left(7, maya.id), said(8)], head: 8 }
    tab.answers.push(answered({ [general]: spanning }), answered({ [general]: resetTo('new', general, 8) }))
    await tab.take(live())
    expect(tab.log).toEqual(['general: 6 7', 'general: forgotten', 'general: reset new'])
    expect(tab.asked.map(({ cursors }) => cursors)).toEqual([{ [general]: 5 }, {}])
    await tab.take(batch(general, said(9)))
    expect(tab.log.at(-1)).toBe('general: 9')
  })

  test('a change of a kind that is not known here counts, and says nothing', async () => {
    const tab = await openCaughtUp()
    const unknown = { ...said(6), type: 'poll.closed' } as unknown as KeptEvent
    const applied = vi.spyOn(tab.store, 'apply')
    await tab.take(batch(general, unknown, said(7)))
    expect(applied.mock.calls[0]?.[1]).toMatchObject([{ type: 'change.hidden', seq: 6 }, { seq: 7 }])
    expect(tab.progress.cursors).toEqual(new Map([[general, 7]]))
  })

  test('live batches wait in line until what was missed is there', async () => {
    const tab = openTab()
    let answer: (pulled: PulledChanges) => void = () => {}
    tab.answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    const pulling = tab.take(live())
    await vi.advanceTimersByTimeAsync(0)
    await tab.take(batch(general, said(7), said(8)))
    expect(tab.log).toEqual([])
    answer(pulled({ [general]: changes(5, 6, 7) }))
    await pulling
    expect(tab.log).toEqual(['general: 6 7', 'general: 8'])
  })

  test('a pull that fails is tried again', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const tab = openTab()
    tab.answers.push(() => Promise.reject(new Error('no network')), answered({ [general]: changes(5, 6) }))
    const pulling = tab.take(live())
    await vi.advanceTimersByTimeAsync(1_000)
    await pulling
    expect(tab.log).toEqual(['general: 6'])
    warn.mockRestore()
  })

  test('the answer to a pull of a lost connection is not taken', async () => {
    const tab = openTab()
    let answer: (pulled: PulledChanges) => void = () => {}
    tab.answers.push(
      () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    )
    const pulling = tab.take(live())
    await vi.advanceTimersByTimeAsync(0)
    tab.engine.pause()
    answer(pulled({ [general]: changes(5, 6) }))
    await pulling
    expect(tab.log).toEqual([])
    tab.answers.push(answered({ [general]: changes(5, 6) }))
    await tab.take(live())
    expect(tab.log).toEqual(['general: 6'])
  })
})

describe('a batch', () => {
  test('that follows is applied', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(general, said(6)))
    expect(tab.log).toEqual(['general: 6'])
  })

  test('that is known already changes nothing, and of one half known the rest is applied', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(general, said(6), said(7)))
    await tab.take(batch(general, said(6), said(7)))
    await tab.take(batch(general, said(7), said(8)))
    expect(tab.log).toEqual(['general: 6 7', 'general: 8'])
  })

  test('that comes too early waits for the one before it', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(general, said(7)))
    expect(tab.log).toEqual([])
    await vi.advanceTimersByTimeAsync(HOLE_PATIENCE_MS - 1)
    await tab.take(batch(general, said(6)))
    await vi.advanceTimersByTimeAsync(10 * HOLE_PATIENCE_MS)
    expect(tab.log).toEqual(['general: 6', 'general: 7'])
    expect(tab.asked).toEqual([])
  })

  test('before which something stays missing makes the tab ask for it', async () => {
    const tab = await openCaughtUp()
    tab.answers.push(answered({ [general]: changes(5, 6, 7) }))
    await tab.take(batch(general, said(7)))
    await vi.advanceTimersByTimeAsync(HOLE_PATIENCE_MS)
    expect(tab.asked).toEqual([{ cursors: { [general]: 5 }, epoch: epoch(1) }])
    expect(tab.log).toEqual(['general: 6 7'])
    expect(tab.progress.isCaughtUp).toBe(true)
  })

  test('of a conversation nobody knew brings it, and its snapshot takes the place of the batch', async () => {
    const tab = await openCaughtUp()
    tab.answers.push(answered({ [design]: resetTo('new', design, 2) }))
    await tab.take(batch(design, said(1), said(2)))
    await tab.take(batch(design, said(3)))
    expect(tab.log).toEqual(['design: reset new', 'design: 3'])
  })

  test('of a conversation this tab has just put on its list goes on from there', async () => {
    const tab = await openCaughtUp()
    tab.known.set(design, 1)
    await tab.take(batch(design, said(1)))
    await tab.take(batch(design, said(2)))
    expect(tab.asked).toEqual([])
    expect(tab.log).toEqual(['design: 2'])
  })

  test('of a conversation that is not the viewer’s is dropped after one question', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(design, said(4)))
    await vi.advanceTimersByTimeAsync(10 * HOLE_PATIENCE_MS)
    expect(tab.asked).toHaveLength(1)
    expect(tab.log).toEqual([])
  })
})

describe('leaving', () => {
  test('the viewer’s own leaving is applied and then the conversation goes', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(general, said(6), left(7, maya.id)))
    expect(tab.log).toEqual(['general: 6 7', 'general: forgotten'])
    expect(tab.progress.cursors.has(general)).toBe(false)
  })

  test('somebody else’s leaving keeps it', async () => {
    const tab = await openCaughtUp()
    await tab.take(batch(general, left(6, said(1).actorId ?? maya.id)))
    expect(tab.log).toEqual(['general: 6'])
  })

  test('a conversation that is gone when the tab comes back is removed', async () => {
    const tab = openTab()
    tab.answers.push(answered({ [general]: { reset: { reason: 'gone', snapshot: null } } }))
    await tab.take(live())
    expect(tab.log).toEqual(['general: forgotten'])
  })
})

describe('resets', () => {
  test('a conversation too far behind starts from its snapshot', async () => {
    const tab = openTab()
    tab.answers.push(answered({ [general]: resetTo('too_far', general, 2000) }))
    await tab.take(live())
    await tab.take(batch(general, said(2001)))
    expect(tab.log).toEqual(['general: reset too_far', 'general: 2001'])
  })

  test('after a change of epoch the old numbers are void, also where the new ones are lower', async () => {
    const tab = await openCaughtUp()
    tab.engine.pause()
    tab.answers.push(answered({ [general]: resetTo('epoch', general, 3) }, 2))
    await tab.take(live(2))
    expect(tab.asked).toEqual([{ cursors: { [general]: 5 }, epoch: epoch(1) }])
    await tab.take(batch(general, said(4)))
    expect(tab.log).toEqual(['general: reset epoch', 'general: 4'])
    tab.engine.pause()
    await tab.take(live(2))
    expect(tab.asked[1]).toEqual({ cursors: { [general]: 4 }, epoch: epoch(2) })
  })
})

test('what stood in line when the connection was lost is not mixed into another epoch', async () => {
  const tab = await openCaughtUp()
  await tab.take(batch(general, said(7)))
  tab.engine.pause()
  tab.answers.push(answered({ [general]: resetTo('epoch', general, 6) }, 2))
  await tab.take(live(2))
  await vi.advanceTimersByTimeAsync(10 * HOLE_PATIENCE_MS)
  expect(tab.log).toEqual(['general: reset epoch'])
  expect(tab.progress.cursors).toEqual(new Map([[general, 6]]))
})

test('passing events pass at once, in the middle of everything', async () => {
  const tab = openTab()
  await tab.take({
    type: 'read.moved',
    position: { conversationId: general, lastReadNumber: 3, uncountedAfterRead: 0, unread: 1, seq: 5 },
  })
  expect(tab.log).toEqual(['read.moved'])
})

test('more conversations than one pull takes are asked for in parts, and a part’s news about the others is none', async () => {
  const tab = openTab()
  const ids = Array.from({ length: 600 }, (_, index) => conversationId(index + 100))
  for (const id of ids) tab.known.set(id, 1)
  const another = conversationId(601 + 99)
  tab.answers.push(answered({ [another]: resetTo('new', another, 9) }), answered({ [another]: changes(1) }))
  await tab.take(live())
  expect(tab.asked.map(({ cursors }) => Object.keys(cursors).length)).toEqual([500, 101])
  expect(tab.log).toEqual([])
})
