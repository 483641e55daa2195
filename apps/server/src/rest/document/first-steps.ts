import type { ExampleRequest } from './example-requests.ts'

type Step = { name: string; line: string; body?: object; query?: Readonly<Record<string, string>> }

const asPerson = (login: string) => ({ line: 'POST /auth/login', body: { login, password: '{{password}}' } })

/** Alice writes to Bob and sees that he has read it: from a first start on, each needs what those before it saved. */
const STEPS: readonly Step[] = [
  { name: 'Alice signs in', ...asPerson('alice') },
  { name: 'Alice asks who she is', line: 'GET /auth/me' },
  { name: 'Alice finds Bob', line: 'GET /users', query: { search: 'bob' } },
  { name: 'Alice begins a conversation', line: 'POST /conversations' },
  { name: 'Alice lists her conversations', line: 'GET /conversations' },
  {
    name: 'Alice says something',
    line: 'POST /conversations/{conversationId}/messages',
    body: { body: 'Hello *Bob*' },
  },
  { name: 'Bob signs in', ...asPerson('bob') },
  { name: 'Bob reads the messages', line: 'GET /conversations/{conversationId}/messages' },
  { name: 'Bob has read it', line: 'POST /messages/{messageId}/read' },
  { name: 'Bob reacts', line: 'POST /messages/{messageId}/reactions' },
  { name: 'Bob signs out', line: 'DELETE /auth/logout' },
  { name: 'Alice signs in again', ...asPerson('alice') },
  { name: 'Alice sees who has read it', line: 'GET /messages/{messageId}/receipts' },
  { name: 'Alice gets the next tokens', line: 'POST /auth/refresh' },
]

/**
 * Those of the requests that belong to a first conversation, in order, each hoping for one answer only.
 *
 * @throws Error for a step that is no path any more
 */
export const firstSteps = (requests: readonly ExampleRequest[]): ExampleRequest[] =>
  STEPS.map(({ name, line, body, query = {} }) => {
    const request = requests.find((each) => each.line === line)
    if (!request) throw new Error(`${name}: there is no ${line}`)
    return {
      ...request,
      id: inCamelCase(name),
      summary: name,
      body: body ?? request.body,
      query: Object.entries(query).map(([key, value]) => ({ name: key, value, isNeeded: true })),
      statuses: request.statuses.slice(0, 1),
    }
  })

const inCamelCase = (name: string) =>
  name.toLowerCase().replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
