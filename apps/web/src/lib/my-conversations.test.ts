import { MyConversationView } from '@chatterly/protocol/conversations/shapes'
import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import {
  myConversationsKey,
  putMyConversation,
  rememberMyConversation,
  removeMyConversation,
  updateMyConversation,
} from './my-conversations.ts'

test('the list is changed in place, one conversation at a time', () => {
  const [one, other] = [conversation(1), conversation(1)]
  const client = holding([one, other])
  updateMyConversation(client, one.id, (mine) => ({ ...mine, seq: 2 }))
  expect(list(client)?.map(({ seq }) => seq)).toEqual([2, 1])
  removeMyConversation(client, one.id)
  expect(list(client)).toEqual([other])
})

test('the answer to a request never takes back what events have brought since', () => {
  const known = conversation(5)
  const client = holding([known])
  rememberMyConversation(client, { ...known, seq: 4 })
  expect(list(client)).toEqual([known])
  putMyConversation(client, { ...known, seq: 4 })
  expect(list(client)?.[0]?.seq).toBe(4)
})

test('while the list loads nothing is kept: it will hold the change when it comes', () => {
  const client = new QueryClient()
  putMyConversation(client, conversation(1))
  expect(list(client)).toBeUndefined()
})

const list = (client: QueryClient) => client.getQueryData<MyConversationView[]>(myConversationsKey)

function holding(all: MyConversationView[]) {
  const client = new QueryClient()
  client.setQueryData(myConversationsKey, all)
  return client
}

function conversation(seq: number) {
  return MyConversationView.parse({
    id: crypto.randomUUID(),
    kind: 'group',
    name: 'Hiring',
    topic: null,
    creatorId: crypto.randomUUID(),
    seq,
    messageCount: 0,
    memberCount: 2,
    lastMessageAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    me: { role: 'member', joinedSeq: 1, lastReadNumber: 0, uncountedAfterRead: 0, unread: 0 },
    lastMessage: null,
    people: [],
  })
}
