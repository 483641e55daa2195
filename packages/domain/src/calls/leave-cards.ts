import type { Transaction } from '@chatterly/db/database'
import type { CallRow } from '@chatterly/db/schema/calls'
import { messages } from '@chatterly/db/schema/messages'
import { resultOf } from '@chatterly/protocol/calls/machine'
import { type CallCard, wordsOf } from '@chatterly/protocol/messages/call-card'
import type { MessageKind } from '@chatterly/protocol/messages/shapes'
import type { LockedCall } from './change-call.ts'

/** Says in each timeline how the call went, as a message of who started it. */
export async function leaveCards(tx: Transaction, over: LockedCall[]): Promise<void> {
  const written = await tx.insert(messages).values(over.map(toMessage)).returning()
  // There is one open call in a conversation.
  const byConversation = new Map(written.map((message) => [message.conversationId, message]))
  for (const { log, call } of over) {
    const message = byConversation.get(call.conversationId)
    if (!message) throw new Error('The card was not returned')
    log.countMessage(message)
    log.record({ type: 'message.created', actorId: call.startedBy, messageId: message.id })
  }
}

function toMessage({ log, call, participants }: LockedCall) {
  const came = participants.filter(({ joinedAt }) => joinedAt !== null)
  const card = toCard(
    call,
    came.map(({ userId }) => userId),
  )
  return {
    conversationId: call.conversationId,
    number: log.nextNumber(),
    seq: log.nextSeq(),
    senderId: call.startedBy,
    kind: kindOf(call, card),
    body: wordsOf(card),
    metadata: { call: card },
  }
}

function toCard(call: CallRow, participantIds: CallCard['participantIds']): CallCard {
  const result = resultOf(call)
  if (result === null || call.endedAt === null) throw new Error('A call has a card once it is over')
  const ms = call.answeredAt && call.endedAt.getTime() - call.answeredAt.getTime()
  return {
    callId: call.id,
    media: call.media,
    result,
    seconds: ms === null ? null : Math.round(ms / 1000),
    participantIds,
  }
}

/** Where it rang for nobody, nobody has missed anything. */
const kindOf = (call: CallRow, { result }: CallCard): MessageKind =>
  call.ringingUntil !== null && (result === 'missed' || result === 'cancelled') ? 'missed_call' : 'call'
