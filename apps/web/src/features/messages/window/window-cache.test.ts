import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import { ben, conversationId, message } from '@chatterly/client/testing/log-fixtures'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { findWindow, firstWindow, rereadWindow, resetWindow, windowKey } from './window-cache.ts'

const id = conversationId(1)
/** The change that touched every message while nobody listened. */
const MISSED = 5000
const now = (number: number, words = 'edited meanwhile') =>
  message(number, { body: words, changedSeq: MISSED })

const stretch = (from: number, to: number, of: (number: number) => MessageView): MessageWindow => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => of(from + index)),
  users: [ben],
  hasBefore: from > 1,
  hasAfter: false,
})

/** Messages 101 to 180 loaded; on the server each was edited since. Three in a page. */
function opened() {
  const queryClient = new QueryClient()
  queryClient.setQueryData(windowKey(id), firstWindow(stretch(101, 180, (number) => message(number))))
  const readAfter = vi.fn(async (after: number) => stretch(after + 1, after + 3, (number) => now(number)))
  const queryFn = async () => {
    const loaded = findWindow(queryClient, id)
    if (loaded === undefined) throw new Error('There is no window to read again')
    return rereadWindow(queryClient, id, { loaded, readAfter })
  }
  const look = () =>
    new QueryObserver(queryClient, { queryKey: windowKey(id), queryFn, staleTime: Number.POSITIVE_INFINITY })
  const bodies = () => findWindow(queryClient, id)?.window.items.map(({ body }) => body)
  return { queryClient, readAfter, look, bodies }
}

const newest = (from: number) => ({
  snapshot: stretch(from, from + 49, (number) => now(number)),
  isOtherLog: false,
})

test.each([
  ['across a gap', 900],
  ['where the snapshot touches it', 131],
])('after a reset everything in view is read again in its place, %s', async (_name, from) => {
  const { queryClient, look, bodies } = opened()
  const stop = look().subscribe(() => {})
  const generation = findWindow(queryClient, id)?.generation
  resetWindow(queryClient, id, newest(from))
  expect(bodies()).toContain('message 101')
  await vi.waitFor(() => expect(new Set(bodies())).toEqual(new Set(['edited meanwhile'])))
  expect(findWindow(queryClient, id)).toMatchObject({ generation, window: { items: { length: 80 } } })
  stop()
})

test('a window nobody looks at is forgotten, and one the snapshot holds wholly is not read again', () => {
  const unseen = opened()
  resetWindow(unseen.queryClient, id, newest(900))
  expect(findWindow(unseen.queryClient, id)).toBeUndefined()

  const whole = opened()
  const stop = whole.look().subscribe(() => {})
  resetWindow(whole.queryClient, id, {
    snapshot: stretch(101, 180, (number) => now(number)),
    isOtherLog: false,
  })
  expect(new Set(whole.bodies())).toEqual(new Set(['edited meanwhile']))
  expect(whole.readAfter).not.toHaveBeenCalled()
  stop()
})

test('what an event brought while it was read again is not taken back', async () => {
  const { queryClient, readAfter } = opened()
  const loaded = findWindow(queryClient, id)
  if (loaded === undefined) throw new Error('none')
  const reading = rereadWindow(queryClient, id, { loaded, readAfter })
  const edited = message(101, { body: 'newer still', changedSeq: MISSED + 1 })
  queryClient.setQueryData(windowKey(id), {
    ...loaded,
    window: { ...loaded.window, items: loaded.window.items.with(0, edited) },
  })
  const { window } = await reading
  expect(window.items.slice(0, 2).map(({ body }) => body)).toEqual(['newer still', 'edited meanwhile'])
})
