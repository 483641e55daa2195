import type { ConversationId } from '@chatterly/protocol/ids'
import { applyToMessages } from '@chatterly/protocol/messages/apply'
import type { MessageWindow } from '@chatterly/protocol/messages/shapes'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { QueryClient } from '@tanstack/react-query'
import { withSnapshot } from './message-window.ts'

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

/** `isOtherLog`: what is here may never have happened there, or may no longer be the viewer's to see. */
export function resetWindow(
  queryClient: QueryClient,
  conversationId: ConversationId,
  { snapshot, isOtherLog }: { snapshot: MessageWindow; isOtherLog: boolean },
) {
  if (findWindow(queryClient, conversationId) === undefined) return
  if (isOtherLog) replaceWindow(queryClient, conversationId, snapshot)
  else updateWindow(queryClient, conversationId, (window) => withSnapshot(window, snapshot))
}

export const forgetWindow = (queryClient: QueryClient, conversationId: ConversationId) =>
  queryClient.removeQueries({ queryKey: windowKey(conversationId), exact: true })
