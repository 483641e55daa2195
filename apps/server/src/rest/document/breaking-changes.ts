import type { JsonSchema } from './json-schema.ts'
import type { ApiDocument, Operation } from './openapi.ts'
import type { Parameter } from './operation-input.ts'

type Side = { schema: JsonSchema | undefined; schemas: Record<string, JsonSchema> }

/** What a client that was written for one document may stumble over in the other, a sentence each. */
export function breakingChanges(before: ApiDocument, after: ApiDocument): string[] {
  const schemasBefore = before.components.schemas
  const schemasAfter = after.components.schemas
  return operationsOf(before).flatMap(([name, operation]) => {
    const next = new Map(operationsOf(after)).get(name)
    if (!next) return [`${name} is gone`]
    const sides = (read: (operation: Operation) => JsonSchema | undefined): [Side, Side] => [
      { schema: read(operation), schemas: schemasBefore },
      { schema: read(next), schemas: schemasAfter },
    ]
    return [
      ...(isOpen(operation) && !isOpen(next) ? [`${name} needs somebody signed in`] : []),
      ...parameterChanges(name, operation, next),
      ...inputChanges(`${name} takes`, ...sides(bodyOf)),
      ...answerChanges(`${name} answers`, ...sides(answerOf)),
    ]
  })
}

/** Those that the notes of the new version do not have. A break in the version there was is never announced. */
export function unannounced(
  changes: string[],
  { notes, before, after }: { notes: string; before: string; after: string },
): string[] {
  const [, rest = ''] = notes.split(`\n## ${after}\n`)
  const [section = ''] = rest.split('\n## ')
  return changes.filter((change) => before === after || !section.includes(`- ${change}\n`))
}

const operationsOf = ({ paths }: ApiDocument): [string, Operation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )

const isOpen = ({ security }: Operation) => security.some((scheme) => Object.keys(scheme).length === 0)
const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json'].schema
const answerOf = ({ responses }: Operation) => {
  const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
  return answer && 'content' in answer ? answer.content?.['application/json'].schema : undefined
}

function parameterChanges(name: string, before: Operation, after: Operation): string[] {
  const known = (before.parameters ?? []) as Parameter[]
  const now = (after.parameters ?? []) as Parameter[]
  const sameAs = (one: Parameter) => (other: Parameter) => other.in === one.in && other.name === one.name
  return [
    ...known.flatMap((parameter) => {
      const next = now.find(sameAs(parameter))
      if (!next) return [`${name} takes no ${parameter.name} any more`]
      return narrowed(`${name} takes ${parameter.name}`, parameter.schema, next.schema)
    }),
    ...now
      .filter(
        ({ required, ...parameter }) => required && !known.find(sameAs({ required, ...parameter }))?.required,
      )
      .map((parameter) => `${name} needs ${parameter.name}`),
  ]
}

/** A client sends what was taken before. */
function inputChanges(words: string, before: Side, after: Side): string[] {
  const [old, next] = [resolve(before), resolve(after)]
  if (!next) return []
  const properties = old?.properties ?? {}
  const needed = (next.required ?? []).filter((name) => !old?.required?.includes(name))
  return [
    ...needed.map((name) => `${words} no body without ${name}`),
    ...narrowed(words, old ?? {}, next),
    ...Object.entries(properties).flatMap(([name, schema]) => {
      const inner = next.properties?.[name]
      if (!inner) return next.properties ? [`${words} no ${name} any more`] : []
      return inputChanges(`${words} ${name}`, { ...before, schema }, { ...after, schema: inner })
    }),
  ]
}

/** A client reads what was answered before. Each pair of named shapes is compared once: shapes may hold themselves. */
function answerChanges(
  words: string,
  before: Side,
  after: Side,
  seen: ReadonlySet<string> = new Set(),
): string[] {
  const pair = `${before.schema?.$ref ?? ''} ${after.schema?.$ref ?? ''}`
  if (pair !== ' ' && seen.has(pair)) return []
  const within = new Set([...seen, pair])
  const [old, next] = [resolve(before), resolve(after)]
  if (!old) return []
  if (!next) return [`${words} nothing any more`]
  const inside = (inner: string, schema: JsonSchema, nextSchema: JsonSchema) =>
    answerChanges(inner, { ...before, schema }, { ...after, schema: nextSchema }, within)
  return [
    ...(sameType(old, next) ? [] : [`${words} another type`]),
    ...Object.entries(old.properties ?? {}).flatMap(([name, schema]) => {
      const inner = next.properties?.[name]
      if (!inner) return [`${words} no ${name} any more`]
      const isLess = old.required?.includes(name) && !next.required?.includes(name)
      return [
        ...(isLess ? [`${words} ${name} only sometimes`] : []),
        ...inside(`${words} ${name}`, schema, inner),
      ]
    }),
    ...(old.items && next.items ? inside(words, old.items, next.items) : []),
    ...variants(old).flatMap((schema, place) => {
      const inner = variants(next)[place]
      return inner ? inside(words, schema, inner) : []
    }),
  ]
}

const variants = ({ anyOf, oneOf }: JsonSchema) => anyOf ?? oneOf ?? []

function resolve({ schema, schemas }: Side): JsonSchema | undefined {
  return schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
}

/** Less is taken than before. */
function narrowed(words: string, before: JsonSchema, after: JsonSchema): string[] {
  const gone = (before.enum ?? []).filter((value) => after.enum && !after.enum.includes(value))
  return [
    ...(before.type === undefined || sameType(before, after) ? [] : [`${words} another type`]),
    ...gone.map((value) => `${words} no ${JSON.stringify(value)} any more`),
    ...(before.enum === undefined && after.enum && before.type !== undefined
      ? [`${words} only a few values`]
      : []),
    ...LIMITS.filter(([name, isNarrower]) => isNarrower(before[name], after[name])).map(
      ([name]) => `${words} another ${name}`,
    ),
  ]
}

const lower = (before = Number.POSITIVE_INFINITY, after = Number.POSITIVE_INFINITY) => after < before
const higher = (before = Number.NEGATIVE_INFINITY, after = Number.NEGATIVE_INFINITY) => after > before
const LIMITS = [
  ['maximum', lower],
  ['maxLength', lower],
  ['maxItems', lower],
  ['minimum', higher],
  ['minLength', higher],
  ['minItems', higher],
] as const

const sameType = (one: JsonSchema, other: JsonSchema) =>
  JSON.stringify([one.type, one.format, one.const, variants(one).length > 0]) ===
  JSON.stringify([other.type, other.format, other.const, variants(other).length > 0])
