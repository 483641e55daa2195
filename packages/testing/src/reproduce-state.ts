import { readEvents } from '@chatterly/domain/realtime/read-events'
import { takeFreshSnapshot } from '@chatterly/domain/realtime/snapshot'
import { accessConversation } from '@chatterly/domain/conversations/access'
import type { ConversationId } from '@chatterly/protocol/ids'
import { applyEvent, type ConversationState } from '@chatterly/protocol/realtime/apply'
import { expect } from 'vitest'
import type { Person } from './test-world.ts'

/** What a client that has just loaded the conversation knows. */
async function loadState(viewer: Person, id: ConversationId): Promise<ConversationState> {
  const snapshot = await takeFreshSnapshot(viewer.ctx.db, await accessConversation(viewer.ctx, id))
  if (!snapshot) throw new Error(`${viewer.name} is not in the conversation`)
  const { items } = await viewer.call.conversations.members({ conversationId: id, limit: 100 })
  return {
    mine: snapshot.conversation,
    members: Object.fromEntries(items.map((member) => [member.user.id, member])),
    messages: snapshot.messages,
  }
}

/** Old state + events = fresh state, as the viewer sees it; and the act did record something. */
export async function expectEventsToReproduceState(
  viewer: Person,
  id: ConversationId,
  act: () => Promise<unknown>,
): Promise<void> {
  const before = await loadState(viewer, id)
  await act()
  const events = await readEvents(viewer.ctx.db, id, { after: before.mine.seq })
  expect(events.length).toBeGreaterThan(0)
  const folded = events.reduce((state, event) => applyEvent(state, event, viewer.id), before)
  expect(comparable(folded)).toEqual(comparable(await loadState(viewer, id)))

  const twice = events.reduce((state, event) => applyEvent(state, event, viewer.id), folded)
  expect(twice).toEqual(folded)
}

/** Who wrote the shown messages is a set: its order says nothing. */
const comparable = (state: ConversationState) => ({
  ...state,
  messages: { ...state.messages, users: [...state.messages.users].sort((a, b) => a.id.localeCompare(b.id)) },
})
