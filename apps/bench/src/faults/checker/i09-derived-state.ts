import type { ListedConversation } from '../history/entries.ts'
import type { Dump } from '../history/dump.ts'
import { type Check, groupBy, userOf } from './evidence.ts'

/** I9. What is worked out for a person's list is what the log gives when it is counted anew. */
export const derivedState: Check = ({ histories, cast, dump }) => {
  const count = countAnew(dump)
  return histories.flatMap((history) => {
    const userId = userOf(history, cast)
    const listed = history.flatMap((entry) => (entry.kind === 'listed' ? entry.conversations : []))
    return listed.flatMap((shown) => {
      const right = count(shown, userId)
      const wrong = Object.entries(right).filter(
        ([name, value]) => shown[name as keyof typeof right] !== value,
      )
      return wrong.map(([name, value]) => ({
        invariant: 'I9',
        words: `${userId} is shown ${name} ${shown[name as keyof typeof right]} instead of ${value} (${shown.conversationId})`,
      }))
    })
  })
}

function countAnew(dump: Dump) {
  const conversations = new Map(dump.conversations.map((conversation) => [conversation.id, conversation]))
  const messages = groupBy(dump.messages, ({ conversationId }) => conversationId)
  const current = new Map(
    dump.members
      .filter(({ leftSeq }) => leftSeq === null)
      .map((member) => [`${member.conversationId} ${member.userId}`, member]),
  )
  return ({ conversationId }: ListedConversation, userId: string) => {
    const all = messages.get(conversationId) ?? []
    const lastReadNumber = current.get(`${conversationId} ${userId}`)?.lastReadNumber ?? 0
    // Nobody has to read of a call that somebody answered or declined.
    const unread = all.filter(
      ({ number, senderId, isDeleted, kind }) =>
        (number ?? 0) > lastReadNumber && senderId !== userId && !isDeleted && kind !== 'call',
    )
    const { lastSeq = 0, messageCount = 0, memberCount = 0 } = conversations.get(conversationId) ?? {}
    const lastMessageId = all.at(-1)?.id ?? null
    return { seq: lastSeq, messageCount, memberCount, lastReadNumber, unread: unread.length, lastMessageId }
  }
}
