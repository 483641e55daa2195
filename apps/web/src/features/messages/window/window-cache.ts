import type { ConversationId } from '@chatterly/protocol/ids'
import { applyToMessages } from '@chatterly/protocol/messages/apply'
import type { MessageView, MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { QueryClient } from '@tanstack/react-query'
import { lastNumber, withReread, withSnapshot } from './message-window.ts'

/** One stretch of a conversation without a hole. Another stretch has another generation, so that it is drawn anew. */
export type LoadedWindow = { window: MessageWindow; generation: number }

/** Events that arrive while a page is being read: the page may have been read before them. */
type Reading = { conversationId: ConversationId; events: KeptEvent[] }
const readings = new Set<Reading>()
let generations = 0

export const windowKey = (conversationId: ConversationId) => ['messages', 'window', conversationId] as const

export const findWindow = (queryClient: QueryClient, conversationId: ConversationId) =>
  queryClient.getQueryData<LoadedWindow>(windowKey(conversationId))

/** A page, and `replay`, which applies what happened while it was read. */
export async function readPage(conversationId: ConversationId, read: () => Promise<MessageWindow>) {
  const reading: Reading = { conversationId, events: [] }
  readings.add(reading)
  try {
    const page = await read()
    return { page, replay: (window: MessageWindow) => reading.events.reduce(applyToMessages, window) }
  } finally {
    readings.delete(reading)
  }
}

/** The window, with everything in it as it is now; whoever reads there is not moved. */
export async function rereadWindow(
  queryClient: QueryClient,
  conversationId: ConversationId,
  { loaded, readAfter }: { loaded: LoadedWindow; readAfter: (number: number) => Promise<MessageWindow> },
): Promise<LoadedWindow> {
  const reread: MessageView[] = []
  const end = lastNumber(loaded.window)
  for (let after = (loaded.window.items[0]?.number ?? 1) - 1; after < end; ) {
    const { items } = await readAfter(after)
    reread.push(...items)
    after = items.at(-1)?.number ?? end
  }
  // Meanwhile it may have grown; what is newer in it stays.
  const now = findWindow(queryClient, conversationId) ?? loaded
  return { ...now, window: withReread(now.window, reread) }
}

export function firstWindow(window: MessageWindow): LoadedWindow {
  generations += 1
  return { window, generation: generations }
}

/** Another stretch takes the window's place. */
export const replaceWindow = (
  queryClient: QueryClient,
  conversationId: ConversationId,
  window: MessageWindow,
) => queryClient.setQueryData<LoadedWindow>(windowKey(conversationId), firstWindow(window))

export function updateWindow(
  queryClient: QueryClient,
  conversationId: ConversationId,
  update: (window: MessageWindow) => MessageWindow,
) {
  queryClient.setQueryData<LoadedWindow>(windowKey(conversationId), (loaded) => {
    if (loaded === undefined) return undefined
    const window = update(loaded.window)
    return window === loaded.window ? loaded : { ...loaded, window }
  })
}

/** A message as the server answered it, where it stands and nothing newer is known of it. */
export const rememberMessage = (queryClient: QueryClient, message: MessageView) =>
  updateWindow(queryClient, message.conversationId, (window) => withReread(window, [message]))

export function applyEventsToWindow(
  queryClient: QueryClient,
  conversationId: ConversationId,
  events: KeptEvent[],
) {
  for (const reading of readings) {
    if (reading.conversationId === conversationId) reading.events.push(...events)
  }
  updateWindow(queryClient, conversationId, (window) => events.reduce(applyToMessages, window))
}

/**
 * `isOtherLog`: what is here may never have happened there, or may no longer be the viewer's to see. Otherwise what the
 * snapshot does not bring is read again: it may have been edited, deleted or reacted to, and no event will tell.
 */
export function resetWindow(
  queryClient: QueryClient,
  conversationId: ConversationId,
  { snapshot, isOtherLog }: { snapshot: MessageWindow; isOtherLog: boolean },
) {
  const loaded = findWindow(queryClient, conversationId)
  if (loaded === undefined) return
  if (isOtherLog) return void replaceWindow(queryClient, conversationId, snapshot)
  updateWindow(queryClient, conversationId, (window) => withSnapshot(window, snapshot))
  const brought = new Set(snapshot.items.map((message) => message.id))
  if (loaded.window.items.every((message) => brought.has(message.id))) return
  const query = { queryKey: windowKey(conversationId), exact: true }
  // Nobody looks at it: it is read when somebody does.
  queryClient.removeQueries({ ...query, type: 'inactive' })
  void queryClient.invalidateQueries(query)
}

export const forgetWindow = (queryClient: QueryClient, conversationId: ConversationId) =>
  queryClient.removeQueries({ queryKey: windowKey(conversationId), exact: true })
