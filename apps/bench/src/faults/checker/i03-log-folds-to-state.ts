import type { Dump, DumpedConversation, DumpedEvent } from '../history/dump.ts'
import { changedMessagesOf } from './changed-messages.ts'
import { type Check, eventsByConversation, groupBy, type Violation } from './evidence.ts'

/** I3. Each conversation's changes are numbered without a hole, and folded they give what the tables hold. */
export const logFoldsToState: Check = ({ dump }) => {
  const events = eventsByConversation(dump)
  return dump.conversations.flatMap((conversation) => {
    const own = events.get(conversation.id) ?? []
    return [
      ...numbering(conversation, own),
      ...messagesOf(conversation, own, dump),
      ...changedMessagesOf(conversation, own, dump),
      ...membersOf(conversation, own, dump),
    ].map((words): Violation => ({ invariant: 'I3', words: `${words} (${conversation.id})` }))
  })
}

function numbering({ lastSeq }: DumpedConversation, events: DumpedEvent[]): string[] {
  const wrong = events.findIndex(({ seq }, index) => seq !== index + 1)
  if (wrong !== -1) return [`Change ${wrong + 1} is numbered ${events[wrong]?.seq}`]
  return events.length === lastSeq
    ? []
    : [`There are ${events.length} changes, and the last is said to be ${lastSeq}`]
}

function messagesOf({ id, messageCount }: DumpedConversation, events: DumpedEvent[], dump: Dump): string[] {
  const rows = dump.messages.filter(({ conversationId }) => conversationId === id)
  const created = new Map(
    events.filter(({ type }) => type === 'message.created').map((change) => [change.messageId, change.seq]),
  )
  const unannounced = rows.filter(({ id: message, seq }) => created.get(message) !== seq)
  const known = new Set(rows.map((row) => row.id))
  const bodiless = [...created].filter(([message]) => message === null || !known.has(message))
  const misnumbered = rows.findIndex(({ number }, index) => number !== index + 1)
  return [
    ...unannounced.map(({ seq }) => `The message of change ${seq} was not logged as that`),
    ...bodiless.map(([, seq]) => `Change ${seq} names a message that is not there`),
    ...(misnumbered === -1 ? [] : [`Message ${misnumbered + 1} is numbered ${rows[misnumbered]?.number}`]),
    ...(rows.length === messageCount ? [] : [`${rows.length} messages are counted as ${messageCount}`]),
  ]
}

/** Everybody's periods, read off the log: the founders' begin with the first change. */
function membersOf({ id, memberCount }: DumpedConversation, events: DumpedEvent[], dump: Dump): string[] {
  const rows = dump.members.filter(({ conversationId }) => conversationId === id)
  const seen = new Map(
    [...groupBy(events, ({ type, userId, seq }) => `${type} ${userId} ${seq}`)].map(([key]) => [key, true]),
  )
  const unlogged = rows.flatMap(({ userId, joinedSeq, leftSeq }) => [
    ...(joinedSeq === 1 || seen.has(`member.joined ${userId} ${joinedSeq}`)
      ? []
      : [`A membership began with change ${joinedSeq}, which does not say so`]),
    ...(leftSeq === null || seen.has(`member.left ${userId} ${leftSeq}`)
      ? []
      : [`A membership ended with change ${leftSeq}, which does not say so`]),
  ])
  const periods = new Set(
    rows.flatMap(({ userId, joinedSeq, leftSeq }) => [`${userId} ${joinedSeq}`, `${userId} ${leftSeq}`]),
  )
  const undone = events.filter(
    ({ type, userId, seq }) => type.startsWith('member.') && !periods.has(`${userId} ${seq}`),
  )
  const current = rows.filter(({ leftSeq }) => leftSeq === null).length
  return [
    ...unlogged,
    ...undone.map(({ seq, type }) => `Change ${seq} says ${type}, and no membership knows`),
    ...(current === memberCount ? [] : [`${current} members are counted as ${memberCount}`]),
  ]
}
