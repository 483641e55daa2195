import { API_VERSION } from '../api-version.ts'
import type { ProcedurePath } from '../procedures.ts'
import type { RestPath } from '../rest-path.ts'
import type { RefusalCode } from '@chatterly/protocol/refusals'
import { describeOperation } from './describe-operation.ts'
import { namedSchemas } from './json-schema.ts'
import type { ApiDocument } from './openapi.ts'
import { type Problem, problemSchemas, problemsOf } from './problems.ts'
import { refusalComponents } from './refusal-responses.ts'

const INFO = {
  title: 'Chatterly',
  version: API_VERSION,
  description:
    'Everything people do in Chatterly, for programs. An answer is the same by whatever way it was asked for: here, over tRPC, or over a socket. Names of fields may be sent in snake_case; answers are in camelCase. What happens live is told over a WebSocket.',
  license: { name: 'MIT', identifier: 'MIT' },
}

const TAGS: Record<string, string> = {
  auth: 'Making accounts, signing in and out.',
  users: 'People and their profiles.',
  conversations: 'Direct conversations, groups and channels, and who is in them.',
  messages: 'What is said.',
  reactions: 'Emoji under messages.',
  receipts: 'What was read, by whom and when.',
  calls: 'Voice and video calls.',
  sessions: 'Where one is signed in.',
  tokens: 'Personal access tokens.',
  invites: 'Invitations.',
  account: 'One’s account: address, password, deletion.',
  secondFactor: 'A second factor: an authenticator app and recovery codes.',
  passkeys: 'Passkeys.',
  identities: 'Accounts at other providers.',
  sync: 'Catching up after having been away.',
}

/** The whole interface as OpenAPI 3.1, from the same data that answers it. */
export function apiDocument(
  restPaths: readonly RestPath[],
  thrownBy: (path: ProcedurePath) => RefusalCode[],
): ApiDocument {
  const schemas = { ...namedSchemas(), ...problemSchemas }
  const paths: ApiDocument['paths'] = {}
  for (const restPath of restPaths)
    paths[restPath.path] = {
      ...paths[restPath.path],
      [restPath.method]: describeOperation(restPath, { schemas, thrownBy }),
    }
  return {
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/api/v1' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas,
      ...refusalComponents(allProblems(restPaths, thrownBy)),
      securitySchemes: SECURITY_SCHEMES,
    },
  }
}

/** By their codes, each once. */
function allProblems(
  restPaths: readonly RestPath[],
  thrownBy: (path: ProcedurePath) => RefusalCode[],
): Problem[] {
  const found = restPaths.flatMap((restPath) => problemsOf(restPath, thrownBy))
  const byCode = new Map(found.map((problem) => [problem.code, problem]))
  return [...byCode.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
}

const SECURITY_SCHEMES = {
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token of POST /auth/login, or a personal access token.',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'chatterly',
    description:
      'Set by POST /users/sign_in; over TLS it is called __Host-chatterly. What changes something then needs an Origin header that is the server’s own.',
  },
}
