import type { JsonSchema } from './json-schema.ts'

const ID = '019a9c1e-7a40-7c53-9d0e-3f5b8f2c6a11'

/** What fields hold in examples, by their names. */
const byName: Record<string, unknown> = {
  email: 'ada@example.org',
  login: 'ada@example.org',
  username: 'ada',
  displayName: 'Ada Lovelace',
  bio: 'Analyst and metaphysician',
  password: 'notes on the engine',
  currentPassword: 'sketch of the engine',
  body: 'Hello *Grace*',
  text: 'Hello',
  emoji: '👍',
  name: 'Engines',
  topic: 'What they can and cannot do',
  title: 'Engines',
  query: 'ada',
  token: 'chp_5yVn3kqT0mXb',
  accessToken: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTlhOWMxZSJ9.c2lnbmF0dXJl',
  refreshToken: 'chr_2mHk8cWqv0Rz',
  ticket: 'Zk3v9mQ1',
  secret: 'q8Jm2xT4',
  link: 'https://chat.example.org/invite#q8Jm2xT4',
  sdp: 'v=0',
  href: 'https://example.org',
  nextCursor: null,
  cursor: 'eyJiZWZvcmUiOjEyMH0',
  call: null,
  editedAt: null,
  deletedAt: null,
  leftAt: null,
  endedAt: null,
  deletionAt: null,
  returnTo: '/',
  key: '0f2c8a52-6f3c-4d0e-9e0b-7c1d2b0f4b7e',
}

type Schemas = Record<string, JsonSchema>

/** One value of the shape, the same each time: what optional fields would hold, and one item of each list. */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = '', depth = 0): unknown {
  if (schema.$ref)
    return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, name, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  const variants = schema.anyOf ?? schema.oneOf
  if (variants?.some(({ type }) => type === 'null') && byName[name] === null) return null
  if (variants) return exampleOf(variants[0] ?? {}, schemas, name, depth)
  const [type] = [schema.type].flat()
  if (type === 'object') return exampleObject(schema, schemas, depth)
  if (type === 'array')
    return depth > DEPTH_MAX || !schema.items
      ? []
      : [exampleOf(schema.items, schemas, singular(name), depth + 1)]
  if (type === 'string') return exampleText(schema, name)
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return type === 'boolean' ? false : null
}

/** Named shapes and lists within each other. A content is a tree, and could go on for ever. */
const DEPTH_MAX = 6

const exampleObject = (
  { properties = {}, additionalProperties }: JsonSchema,
  schemas: Schemas,
  depth: number,
) =>
  typeof additionalProperties === 'object'
    ? { [ID]: exampleOf(additionalProperties, schemas, '', depth) }
    : Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, exampleOf(each, schemas, name, depth)]),
      )

function exampleText({ format, pattern }: JsonSchema, name: string): unknown {
  if (format === 'uuid') return ID
  if (format === 'date') return '2026-11-21'
  if (format === 'date-time') return '2026-11-21T18:00:00.000Z'
  if (pattern === '^[0-9a-f]{64}$') return 'b7'.repeat(32)
  return byName[name] ?? 'text'
}

const singular = (name: string) => name.replace(/s$/, '')
