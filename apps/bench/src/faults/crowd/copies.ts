import type { MemberRole, ReadingView } from '@chatterly/protocol/conversations/shapes'
import type { UserId } from '@chatterly/protocol/ids'
import type { MessageView } from '@chatterly/protocol/messages/shapes'
import { applyEvent, type ConversationState } from '@chatterly/protocol/realtime/apply'
import type { KeptEvent } from '@chatterly/protocol/realtime/events'
import type { Snapshot } from '@chatterly/protocol/realtime/shapes'
import { applyReadPosition } from '@chatterly/protocol/receipts/apply'
import type { ReadPositionView } from '@chatterly/protocol/receipts/shapes'

/** Messages kept of each conversation: more than a snapshot brings, so that all of one can be compared. */
const KEPT_MAX = 100

/** What a page of ours would show: each conversation, folded from its changes by the protocol's own functions. */
export class Copies {
  readonly #viewerId: UserId
  readonly #states = new Map<string, ConversationState>()
  /** Where the read position moved: see docs/operations/faults.md. */
  readonly #moved = new Set<string>()

  constructor(viewerId: UserId) {
    this.#viewerId = viewerId
  }

  begin({ conversation, messages }: Snapshot): void {
    this.#moved.delete(conversation.id)
    this.#states.set(conversation.id, { mine: conversation, members: {}, messages })
  }

  apply(conversationId: string, event: KeptEvent): void {
    this.#change(conversationId, (state) => shorten(applyEvent(state, event, this.#viewerId)))
  }

  pass(position: ReadPositionView): void {
    const { conversationId } = position
    this.#moved.add(conversationId)
    this.#change(conversationId, (state) => ({ ...state, mine: applyReadPosition(state.mine, position) }))
  }

  forget = (conversationId: string): void => void this.#states.delete(conversationId)

  messagesIn = (conversationId: string): MessageView[] =>
    this.#states.get(conversationId)?.messages.items ?? []

  roleIn = (conversationId: string): MemberRole => this.#states.get(conversationId)?.mine.me.role ?? 'member'

  /** What this copy says otherwise than what the server shows at the same number. */
  differencesFrom({ conversation, messages }: Snapshot): string[] {
    const state = this.#states.get(conversation.id)
    if (!state) return ['it is not known at all']
    const own = new Map(state.messages.items.map((message) => [message.id, message]))
    const oldest = state.messages.items[0]?.number ?? 0
    return [
      ...listDifferences(state.mine, conversation),
      ...(this.#moved.has(conversation.id) ? [] : unreadDifferences(state.mine.me, conversation.me)),
      ...messages.items
        .filter((message) => message.number >= oldest)
        .flatMap((message) => messageDifferences(own.get(message.id), message)),
    ]
  }

  #change(conversationId: string, change: (state: ConversationState) => ConversationState): void {
    const state = this.#states.get(conversationId)
    if (state) this.#states.set(conversationId, change(state))
  }
}

function listDifferences(own: ConversationState['mine'], right: ConversationState['mine']): string[] {
  const pairs = {
    seq: [own.seq, right.seq],
    messageCount: [own.messageCount, right.messageCount],
    memberCount: [own.memberCount, right.memberCount],
    lastMessage: [own.lastMessage?.id, right.lastMessage?.id],
  }
  return Object.entries(pairs)
    .filter(([, [mine, theirs]]) => mine !== theirs)
    .map(([name, [mine, theirs]]) => `${name} is ${mine} instead of ${theirs}`)
}

/** A moved position is told once and may be lost: only where it stayed is there a right answer. */
const unreadDifferences = (own: ReadingView, right: ReadingView): string[] =>
  own.lastReadNumber !== right.lastReadNumber || own.unread === right.unread
    ? []
    : [`unread is ${own.unread} instead of ${right.unread}`]

function messageDifferences(own: MessageView | undefined, right: MessageView): string[] {
  if (!own) return [`message ${right.number} is missing`]
  return (['body', 'changedSeq', 'deletedAt', 'editedAt', 'reactions'] as const)
    .filter((name) => JSON.stringify(own[name]) !== JSON.stringify(right[name]))
    .map((name) => `${name} of message ${right.number} is ${JSON.stringify(own[name])?.slice(0, 200)}`)
}

function shorten(state: ConversationState): ConversationState {
  const { messages } = state
  if (messages.items.length <= KEPT_MAX) return state
  return { ...state, messages: { ...messages, items: messages.items.slice(-KEPT_MAX), hasBefore: true } }
}
