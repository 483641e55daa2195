import type { JsonSchema } from './json-schema.ts'
import type { Operation } from './openapi.ts'

// Whoever sends it twice within a second is told that there is such an account.
const ACCOUNT = {
  email: 'carol-{{$timestamp}}@example.org',
  username: 'carol-{{$timestamp}}',
  password: 'notes on the engine',
}
const CREDENTIALS = { login: '{{login}}', password: '{{password}}' }
const PROFILE = { bio: 'Analyst and metaphysician' }

/** Line → what would do something else as an example than as a request. */
const BODIES: Readonly<Record<string, object>> = {
  'POST /auth/register': ACCOUNT,
  'POST /users': { user: ACCOUNT },
  'POST /auth/login': CREDENTIALS,
  'POST /users/sign_in': { user: CREDENTIALS },
  'POST /auth/refresh': { refreshToken: '{{refreshToken}}' },
  'POST /auth/confirm': { password: '{{password}}' },
  'PATCH /users/me': PROFILE,
  'PUT /users/me': PROFILE,
  'PATCH /users/{userId}': PROFILE,
  'PATCH /conversations/{conversationId}/participants/{userId}': { role: 'admin' },
  'PUT /account/password': { currentPassword: '{{password}}', password: 'notes on the engine' },
}

/** What is needed of the document's example, or all of it where nothing is, with variables for ids. */
export function exampleBody(line: string, { requestBody }: Operation): object | undefined {
  if (!requestBody) return undefined
  const { schema, example } = requestBody.content['application/json']
  return BODIES[line] ?? withVariables(neededOf(schema, Object(example) as object))
}

const neededOf = ({ required = [] }: JsonSchema, example: object): object =>
  required.length === 0
    ? example
    : Object.fromEntries(Object.entries(example).filter(([name]) => required.includes(name)))

const withVariables = (body: object): object =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      if (name === 'memberIds') return [name, ['{{userId}}']]
      return [name, name.endsWith('Id') ? `{{${name}}}` : value]
    }),
  )
