import { randomUUID } from 'node:crypto'
import { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { MessageView } from '@chatterly/protocol/messages/shapes'
import { call } from './call.ts'
import type { Person } from './people.ts'

export async function makeDirect(person: Person, other: Person) {
  return make(person, { kind: 'direct', memberIds: [other.id] })
}

export async function makeGroup(person: Person, name: string, others: Person[]) {
  return make(person, { kind: 'group', name, memberIds: others.map(({ id }) => id) })
}

/** The name gets a mark of its own, since all journeys share one product. */
export const makeChannel = (person: Person, name: string, others: Person[] = [], topic?: string) =>
  makeNamedChannel(person, `${name}-${randomUUID().slice(0, 6)}`, others, topic)

export async function makeNamedChannel(person: Person, name: string, others: Person[], topic?: string) {
  return make(person, {
    kind: 'channel',
    name,
    memberIds: others.map(({ id }) => id),
    ...(topic === undefined ? {} : { topic }),
  })
}

const make = async (person: Person, input: Record<string, unknown>) =>
  MyConversationView.parse(await call(person.page, 'conversations.create', { ...input, key: randomUUID() }))

/** Says it without the page, one after the other. */
export async function sendAll(person: Person, conversationId: string, bodies: string[]) {
  const sent: MessageView[] = []
  for (const body of bodies) {
    const input = { conversationId, body, key: randomUUID() }
    sent.push(MessageView.parse(await call(person.page, 'messages.send', input)))
  }
  return sent
}

export const markRead = (person: Person, conversationId: string, number: number) =>
  call(person.page, 'receipts.markRead', { conversationId, number })
