import { appRouter } from '@chatterly/domain/router'
import type { Parser } from '@chatterly/domain/trpc'
import type { Asked } from './asked.ts'
import { HOSTILE_JSON } from './hostile-values.ts'
import { spoil } from './spoil.ts'
import { type Chances, validInput } from './valid-input.ts'

type Procedure = { _def: { type: Asked['type']; inputs: Parser[] } }

// Typed as the nested routers, stored flat by path.
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>)

/**
 * Each takes tens of milliseconds of a processor, has somebody sign in again, or leaves so much behind that others take
 * ever longer: now and then is enough.
 */
const COSTLY = new Set([
  'auth.register',
  'auth.login',
  'auth.logout',
  'conversations.create',
  'conversations.list',
  'sync.pull',
])
const COSTLY_SHARE = 0.1

/** Valid, nearly valid, or nothing that anybody would send, for any procedure, as anybody. */
export function makeInput(cookie: string | undefined, chances: Chances): Asked {
  const { random } = chances
  const [path, { _def }] = random.pick(procedures)
  if (COSTLY.has(path) && random.chance(1 - COSTLY_SHARE)) return makeInput(cookie, chances)
  return {
    path: random.chance(0.02) ? strangePath(path, chances) : path,
    type: _def.type,
    cookie,
    input: inputFor(_def.inputs, chances),
    isBatch: random.chance(0.1),
  }
}

function inputFor(inputs: Parser[], chances: Chances): Asked['input'] {
  const { random } = chances
  if (random.chance(0.05)) return { text: random.pick(HOSTILE_JSON) }
  const valid = inputs.map(({ schema }) => validInput(schema, chances)).reduce(joined, undefined)
  return { value: random.chance(0.25) ? valid : spoil(valid, random) }
}

/** A procedure may take its input in parts. */
const joined = (some: unknown, more: unknown): unknown =>
  typeof some === 'object' && typeof more === 'object' ? { ...some, ...more } : more

const strangePath = (path: string, { random }: Chances) =>
  random.pick([
    '__proto__',
    'constructor',
    'toString',
    `${path}.call`,
    `${path},${path}`,
    path.toUpperCase(),
    path.replace('.', '..'),
    `${path}%00`,
    '',
    '%E0%A4%A',
  ])
