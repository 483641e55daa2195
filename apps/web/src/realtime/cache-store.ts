import { applyToMine } from '@chatterly/protocol/realtime/apply'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import type { UserId } from '@chatterly/protocol/ids'
import { applyReadPosition } from '@chatterly/protocol/receipts/apply'
import type { UserView } from '@chatterly/protocol/users/shapes'
import { notifyManager, type QueryClient } from '@tanstack/react-query'
import { handOnSignal } from '../features/calls/known/call-signals.ts'
import { noteCallEvents, noteSilenced } from '../features/calls/known/known-calls.ts'
import { applyEventsToWindow, forgetWindow, resetWindow } from '../features/messages/window/window-cache.ts'
import {
  myConversationsKey,
  putMyConversation,
  removeMyConversation,
  updateMyConversation,
} from '../lib/my-conversations.ts'
import { rememberPeople } from '../lib/people.ts'
import { applyEventsToMembers, reloadMembers } from './members-cache.ts'
import type { SyncStore } from '@chatterly/client/realtime/sync-engine'

/** The browser's copy of the log: the list of conversations, their messages and members in the query cache. */
export const createCacheStore = (queryClient: QueryClient, viewerId: UserId): SyncStore => ({
  ready: () => listLoaded(queryClient),
  cursors: () => queryClient.getQueryData<MyConversationView[]>(myConversationsKey) ?? [],
  apply: (conversationId, events) =>
    notifyManager.batch(() => {
      rememberPeople(queryClient, peopleIn(events))
      updateMyConversation(queryClient, conversationId, (mine) =>
        events.reduce((before, event) => applyToMine(before, event, viewerId), mine),
      )
      applyEventsToWindow(queryClient, conversationId, events)
      applyEventsToMembers(queryClient, conversationId, events)
      noteCallEvents(events)
    }),
  reset: (conversationId, { reason, snapshot }) =>
    notifyManager.batch(() => {
      if (snapshot === null) return
      rememberPeople(queryClient, [...snapshot.messages.users, ...snapshot.conversation.people])
      putMyConversation(queryClient, snapshot.conversation)
      resetWindow(queryClient, conversationId, {
        snapshot: snapshot.messages,
        isOtherLog: reason === 'epoch' || reason === 'membership',
      })
      reloadMembers(queryClient, conversationId)
    }),
  forget: (conversationId) =>
    notifyManager.batch(() => {
      removeMyConversation(queryClient, conversationId)
      forgetWindow(queryClient, conversationId)
    }),
  pass: (event) => {
    if (event.type === 'call.signal') return handOnSignal(event)
    if (event.type === 'ring.silenced') return noteSilenced(event.callId)
    const { position } = event
    updateMyConversation(queryClient, position.conversationId, (mine) => applyReadPosition(mine, position))
  },
})

function peopleIn(events: KeptEvent[]): UserView[] {
  return events.flatMap((event) => {
    if (event.type === 'message.created') return [event.sender]
    if (event.type === 'member.joined') return [event.member.user]
    return event.type === 'conversation.created' ? event.members.map((member) => member.user) : []
  })
}

function listLoaded(queryClient: QueryClient): Promise<void> {
  const isLoaded = () => queryClient.getQueryData(myConversationsKey) !== undefined
  if (isLoaded()) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(() => {
      if (!isLoaded()) return
      stop()
      resolve()
    })
  })
}
