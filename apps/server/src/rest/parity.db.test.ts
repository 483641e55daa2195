import { conversationOf, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { procedures } from '../testing/procedures.ts'
import { startProcess } from '../testing/process.ts'
import { askRest } from '../testing/rest.ts'

/** Both ways of asking one thing. What changes something is asked with its key, or does nothing the second time. */
type Question = {
  line: `${string} /${string}`
  body?: object
  procedure: string
  input?: object
  by?: Person
}

const world = await openTestWorld()
const here = await startProcess(world)
const ada = await world.person('Ada', 'administrator')
const grace = await world.person('Grace')
const mary = await world.person('Mary')
const id = await conversationOf(ada, [grace], 'group')
for (let number = 1; number <= 4; number++) await say(number % 2 ? ada : grace, id, `*message* ${number}`)
const { id: messageId } = await say(ada, id, 'Ship it?')
const reaction = await ada.call.reactions.add({ conversationId: id, messageId, emoji: '🚀' })
await grace.call.receipts.markRead({ conversationId: id, number: 5 })
const key = crypto.randomUUID()
const sendKey = crypto.randomUUID()
const nowhere = crypto.randomUUID()
const inConversation = `/conversations/${id}` as const

async function bytesOverTrpc({ procedure, input, by = ada }: Question): Promise<string> {
  const isQuery = procedures[procedure]?._def.type === 'query'
  const json = input && JSON.stringify(input)
  const headers = { cookie: by.cookie, origin: here.url }
  const response = isQuery
    ? await fetch(`${here.url}/trpc/${procedure}${json ? `?input=${encodeURIComponent(json)}` : ''}`, {
        headers,
      })
    : await fetch(`${here.url}/trpc/${procedure}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        ...(json && { body: json }),
      })
  return response.text()
}

const bytesOverRest = ({ line, body, by = ada }: Question) =>
  askRest(here, line, { headers: { cookie: by.cookie, origin: here.url }, body })

describe('an answer has the same bytes as by tRPC', () => {
  // PostgreSQL puts the parts of what has a format in an order of its own, and a repetition is read from there.
  const body = 'Once more'
  test.each<Question>([
    { line: 'GET /users/me', procedure: 'users.me' },
    { line: 'GET /auth/session', procedure: 'auth.me' },
    { line: `GET /users/${grace.id}`, procedure: 'users.get', input: { userId: grace.id } },
    { line: 'GET /users?search=a&limit=2', procedure: 'users.search', input: { query: 'a', limit: 2 } },
    {
      line: 'PATCH /users/me',
      body: { display_name: 'Ada' },
      procedure: 'users.update',
      input: { displayName: 'Ada' },
    },
    { line: 'GET /conversations?limit=1', procedure: 'conversations.list', input: { limit: 1 } },
    { line: `GET ${inConversation}`, procedure: 'conversations.get', input: { conversationId: id } },
    { line: 'GET /channels', procedure: 'conversations.browse', input: {} },
    {
      line: `GET ${inConversation}/participants`,
      procedure: 'conversations.members',
      input: { conversationId: id },
    },
    {
      line: `POST ${inConversation}/participants`,
      body: { user_id: grace.id },
      procedure: 'conversations.addMember',
      input: { conversationId: id, userId: grace.id },
    },
    {
      line: 'POST /conversations',
      body: { participant_ids: [grace.id, mary.id], title: 'Engines', key },
      procedure: 'conversations.create',
      input: { memberIds: [grace.id, mary.id], name: 'Engines', key },
    },
    { line: `GET ${inConversation}/messages`, procedure: 'messages.list', input: { conversationId: id } },
    {
      line: `GET ${inConversation}/messages?before=4&limit=2`,
      procedure: 'messages.list',
      input: { conversationId: id, before: 4, limit: 2 },
    },
    {
      line: `GET ${inConversation}/messages/${messageId}`,
      procedure: 'messages.get',
      input: { conversationId: id, messageId },
    },
    {
      line: `POST ${inConversation}/messages`,
      body: { content: body, key: sendKey },
      procedure: 'messages.send',
      input: { conversationId: id, body, key: sendKey },
    },
    { line: `GET /reactions/${reaction.id}`, procedure: 'reactions.get', input: { reactionId: reaction.id } },
    {
      line: 'POST /reactions',
      body: { message_id: messageId, emoji: '🚀' },
      procedure: 'reactions.add',
      input: { conversationId: id, messageId, emoji: '🚀' },
    },
    {
      line: `GET /messages/${messageId}/receipts`,
      procedure: 'receipts.list',
      input: { conversationId: id, messageId },
    },
    {
      line: `POST /messages/${messageId}/read`,
      procedure: 'receipts.markRead',
      input: { conversationId: id, number: 5 },
    },
    { line: `GET ${inConversation}/calls`, procedure: 'calls.history', input: { conversationId: id } },
    { line: 'GET /calls/ice_servers', procedure: 'calls.iceServers' },
    { line: 'GET /calls/connection_figures', procedure: 'calls.connectionFigures' },
    { line: 'GET /sessions', procedure: 'sessions.list' },
    { line: 'GET /tokens', procedure: 'tokens.list' },
    { line: 'GET /invites', procedure: 'invites.list' },
    { line: 'GET /account', procedure: 'account.get' },
    { line: 'GET /account/options', procedure: 'account.options' },
    {
      line: 'POST /sync',
      body: { cursors: { [id]: 1 }, only_named: true },
      procedure: 'sync.pull',
      input: { cursors: { [id]: 1 }, onlyNamed: true },
    },
  ])('$line', async (question) => {
    const rest = await bytesOverRest(question)
    expect([200, 201]).toContain(rest.status)
    expect(await bytesOverTrpc(question)).toBe(`{"result":{"data":${rest.text}}}`)
  })
})

describe('a refusal has the code and the words it has by tRPC', () => {
  test.each<Question>([
    {
      line: `GET ${inConversation}`,
      procedure: 'conversations.get',
      input: { conversationId: id },
      by: mary,
    },
    {
      line: `GET /conversations/${nowhere}`,
      procedure: 'conversations.get',
      input: { conversationId: nowhere },
    },
    {
      line: `PATCH ${inConversation}`,
      body: { name: 'Mine' },
      procedure: 'conversations.update',
      input: { conversationId: id, name: 'Mine' },
      by: grace,
    },
    {
      line: `DELETE ${inConversation}/participants/${ada.id}`,
      procedure: 'conversations.removeMember',
      input: { conversationId: id, userId: ada.id },
      by: grace,
    },
    { line: 'GET /invites', procedure: 'invites.list', by: grace },
    { line: 'GET /conversations?cursor=x', procedure: 'conversations.list', input: { cursor: 'x' } },
    {
      line: 'POST /conversations',
      body: { type: 'direct', member_ids: [] },
      procedure: 'conversations.create',
      input: { kind: 'direct', memberIds: [], key },
    },
  ])('$line', async (question) => {
    const { status, body } = await bytesOverRest(question)
    const { error } = JSON.parse(await bytesOverTrpc(question)) as {
      error: { message: string; data: { refusal: string; httpStatus: number } }
    }
    expect(body).toMatchObject({ error: { code: error.data.refusal, message: error.message } })
    expect(status).toBe(error.data.httpStatus)
  })

  test('and what is wrong with an input has the same words, by the names that were sent', async () => {
    const question = {
      line: 'POST /conversations',
      body: { participant_ids: ['x'], title: '' },
      procedure: 'conversations.create',
      input: { memberIds: ['x'], name: '', key },
    } as const
    const { body } = await bytesOverRest(question)
    const { error } = JSON.parse(await bytesOverTrpc(question)) as {
      error: { data: { fields: Record<string, string> } }
    }
    const { fields } = error.data
    expect(body).toMatchObject({
      errors: [
        { path: 'title', message: fields.name },
        { path: 'participant_ids[0]', message: fields['memberIds[0]'] },
      ],
    })
  })
})
