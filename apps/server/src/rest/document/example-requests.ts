import { exampleBody } from './example-bodies.ts'
import type { ApiDocument, Operation } from './openapi.ts'
import type { Parameter } from './operation-input.ts'

/** A request as somebody would send it. `{{names}}` stand for what earlier answers held. */
export type ExampleRequest = {
  /** `POST /conversations/{conversationId}/messages`, as in the table. */
  line: `${string} ${string}`
  id: string
  summary: string
  tag: string
  method: string
  path: string
  query: { name: string; value: string; isNeeded: boolean }[]
  isKeyed: boolean
  /** Sent by somebody who has no token yet, or no longer a good one. */
  isForStrangers: boolean
  body: object | undefined
  /** Those it may be answered with, what is hoped for first. */
  statuses: number[]
  saves: Saves
}

/** Variable → where in the answer it stands. */
export type Saves = Readonly<Record<string, string>>

const TOKENS = { accessToken: 'accessToken', refreshToken: 'refreshToken' }

/** Line → what of its answer others need. */
const SAVED: Readonly<Record<string, Saves>> = {
  'GET /users': { userId: 'items[0].id' },
  'POST /conversations': { conversationId: 'id' },
  'POST /conversations/{conversationId}/messages': { messageId: 'id' },
  'POST /conversations/{conversationId}/messages/{messageId}/reactions': { reactionId: 'id' },
  'POST /reactions': { reactionId: 'id' },
  'POST /messages/{messageId}/reactions': { reactionId: 'id' },
  'POST /conversations/{conversationId}/calls': { callId: 'id' },
  'GET /sessions': { sessionId: 'currentId' },
  'POST /tokens': { tokenId: 'view.id' },
  'POST /invites': { inviteId: 'invite.id' },
  'GET /passkeys': { passkeyId: 'items[0].id' },
  'GET /identities': { identityId: 'items[0].id' },
}

/** One request for each path of the document, in its order. */
export const exampleRequests = ({ paths }: ApiDocument): ExampleRequest[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      exampleRequest(`${method.toUpperCase()} ${path}`, operation),
    ),
  )

function exampleRequest(line: `${string} ${string}`, operation: Operation): ExampleRequest {
  const [method = '', path = ''] = line.split(' ')
  const parameters = (operation.parameters ?? []) as Parameter[]
  const statuses = Object.keys(operation.responses).map(Number)
  const isOpen = operation.security.some((each) => Object.keys(each).length === 0)
  return {
    line,
    id: operation.operationId,
    summary: operation.summary,
    tag: operation.tags[0] ?? '',
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inPath(name)),
    query: parameters
      .filter((each) => each.in === 'query')
      .map(({ name, required, example }) => ({ name, value: String(example), isNeeded: required })),
    isKeyed: parameters.some(({ name }) => name === 'Idempotency-Key'),
    isForStrangers: isOpen && method === 'POST',
    body: exampleBody(line, operation),
    statuses: statuses.filter((status) => status < 500).toSorted((one, other) => one - other),
    saves: givesToken(operation) ? TOKENS : (SAVED[line] ?? {}),
  }
}

/** A membership has the id of its person. */
const inPath = (name: string) =>
  ({ emoji: encodeURIComponent('👍'), membershipId: '{{userId}}' })[name] ?? `{{${name}}}`

const givesToken = ({ responses }: Operation) =>
  Object.values(responses).some(
    (response) => 'headers' in response && 'Authorization' in (response.headers ?? {}),
  )
