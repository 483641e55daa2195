import type { Random } from '../faults/random.ts'
import { HOSTILE_JSON, hostileValue } from './hostile-values.ts'
import type { RestOperation } from './rest-operations.ts'
import { spoil } from './spoil.ts'
import { type Chances, validInput } from './valid-input.ts'

export type RestRequest = {
  method: string
  /** With what is asked behind it. */
  target: string
  headers: Record<string, string>
  body: string | undefined
}

/** As the procedures behind them: each takes long, signs somebody out, or makes lists longer. */
const COSTLY = new Set([
  'POST /auth/register',
  'POST /auth/login',
  'DELETE /auth/logout',
  'POST /users',
  'POST /users/sign_in',
  'DELETE /users/sign_out',
  'GET /conversations',
  'POST /conversations',
  'POST /sync',
])
const COSTLY_SHARE = 0.1

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const TYPES = ['text/plain', 'application/json; charset=utf-16', 'application/x-www-form-urlencoded', 'x']

/** Valid, nearly valid, or nothing that anybody would send, for any path of the interface. */
export function makeRequest(operations: readonly RestOperation[], chances: Chances): RestRequest {
  const { random } = chances
  const operation = random.pick(operations)
  if (COSTLY.has(`${operation.method} ${operation.path}`) && random.chance(1 - COSTLY_SHARE))
    return makeRequest(operations, chances)
  const isSpoiled = random.chance(0.75)
  const given = operation.parameters
    .filter(({ isRequired }) => isRequired || random.chance(0.4))
    .map((each) => ({ ...each, text: textOf(validInput(each.shape, chances, each.name)) }))
    .map((each) => ({
      ...each,
      text: isSpoiled && random.chance(0.3) ? strangeText(each.text, random) : each.text,
    }))
  const method = random.chance(0.02) ? random.pick(METHODS) : operation.method
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyFor(operation, isSpoiled, chances)
  return {
    method,
    target: targetOf(operation, given, random),
    headers: {
      ...Object.fromEntries(
        given.filter((each) => each.in === 'header').map(({ name, text }) => [name, headerText(text)]),
      ),
      ...(body !== undefined && {
        'content-type': random.chance(0.02) ? random.pick(TYPES) : 'application/json',
      }),
      ...(random.chance(0.05) && { 'if-none-match': headerText(textOf(hostileValue(random))) }),
      ...(random.chance(0.01) && { authorization: `Bearer ${headerText(textOf(hostileValue(random)))}` }),
    },
    body,
  }
}

function bodyFor({ body }: RestOperation, isSpoiled: boolean, chances: Chances): string | undefined {
  const { random } = chances
  if (random.chance(0.05)) return random.pick(HOSTILE_JSON)
  if (!body) return random.chance(0.1) ? JSON.stringify(hostileValue(random)) : undefined
  const valid = validInput(body, chances)
  return JSON.stringify(underOtherNames(isSpoiled ? spoil(valid, random) : valid, random))
}

/** Fields may be sent in snake_case, too. */
const underOtherNames = (value: unknown, random: Random): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(0.2)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [inSnakeCase(name), inner]))
    : value

const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

type Given = RestOperation['parameters'][number] & { text: string }

function targetOf({ base, path }: RestOperation, given: Given[], random: Random): string {
  const inPath = new Map(given.filter((each) => each.in === 'path').map(({ name, text }) => [name, text]))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(inPath.get(name) ?? ''))
  const asked = given
    .filter((each) => each.in === 'query')
    .map(({ name, text }): [string, string] => [name, text])
  if (random.chance(0.05)) asked.push(...asked.slice(0, 1), ['__proto__', 'x'])
  // It makes well-formed text of any.
  const search = new URLSearchParams(asked).toString()
  const strange = random.chance(0.01) ? random.pick(['/', '%', '%E0%A4%A', '%00', '/..', '/{}', '?']) : ''
  return `${base}${filled}${strange}${search && `?${search}`}`
}

const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString())

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function strangeText(text: string, random: Random): string {
  const spoiled = spoil(text, random)
  return textOf(spoiled).slice(0, TEXT_MAX)
}

/** Characters. Longer ones are refused by Node itself, before anything of ours is asked. */
const TEXT_MAX = 9000

/** What may stand in a header at all: anything else does not leave this process. */
const headerText = (text: string) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, TEXT_MAX)
