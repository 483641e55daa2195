import type { ConversationId, UserId } from '@chatterly/protocol/ids'
import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval'
import { create } from 'zustand'

/** Milliseconds after the last key before a draft is stored. */
export const DRAFT_AFTER_MS = 300

/** Which conversations hold something unsent; the sidebar marks them with a pencil. */
export const useDraftedConversations = create<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }))

const stores = new Map<UserId, UseStore>()
const storeOf = (viewerId: UserId) => {
  const store = stores.get(viewerId) ?? createStore(`chatterly-drafts-${viewerId}`, 'drafts')
  stores.set(viewerId, store)
  return store
}

export async function loadDraftedConversations(viewerId: UserId) {
  const ids = await keys<string>(storeOf(viewerId))
  useDraftedConversations.setState({ ids: new Set(ids) })
}

export const findDraft = (viewerId: UserId, conversationId: ConversationId) =>
  get<string>(conversationId, storeOf(viewerId))

/** An empty draft is none. */
export async function keepDraft(viewerId: UserId, conversationId: ConversationId, text: string) {
  markDrafted(conversationId, text !== '')
  if (text === '') await del(conversationId, storeOf(viewerId))
  else await set(conversationId, text, storeOf(viewerId))
}

function markDrafted(conversationId: ConversationId, isDrafted: boolean) {
  const { ids } = useDraftedConversations.getState()
  if (ids.has(conversationId) === isDrafted) return
  const others = [...ids].filter((id) => id !== conversationId)
  useDraftedConversations.setState({ ids: new Set(isDrafted ? [...others, conversationId] : others) })
}
