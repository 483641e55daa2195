import { z } from 'zod'
import { inputShapeOf } from './procedures.ts'
import type { Input, RestPath } from './rest-path.ts'

/** What a request gives, each field by the name it was sent with. */
export type Given = { params: Input; query: URLSearchParams; body: Input; key: string | undefined }

/** The input, and by which name each of its fields was sent: what is wrong is told in the caller's own words. */
export type ReadInput = { input: Input; sentAs: Map<string, string> }

/** Makes a procedure's input of a request. What it may not be is for the procedure to say. */
export function readInput(restPath: RestPath, given: Given): ReadInput {
  const fields = fieldsOf(restPath)
  const sentAs = new Map<string, string>()
  const input: Input = {}
  const take = (sent: string, value: unknown) => {
    const name = nameOf(sent, restPath, fields)
    // A field that is there already was given by its own name, or by the path.
    if (name === undefined || Object.hasOwn(input, name)) return
    sentAs.set(name, sent)
    input[name] = value
  }
  for (const [name, value] of Object.entries(given.params)) take(name, value)
  if (isAsked(restPath)) {
    for (const name of new Set(given.query.keys()))
      take(name, fromText(given.query.getAll(name), nameOf(name, restPath, fields), fields))
  } else {
    for (const [name, value] of ownNamesFirst(unwrapped(restPath, given.body), fields)) take(name, value)
  }
  if (fields.has('key') && input.key === undefined) {
    sentAs.set('key', 'Idempotency-Key')
    input.key = given.key ?? crypto.randomUUID()
  }
  return { input, sentAs }
}

/** What is asked stands in the address. What is said does not: passwords and words would stand in logs. */
const isAsked = ({ method }: RestPath) => method === 'get' || method === 'delete'

function unwrapped({ wrapper }: RestPath, body: Input): [string, unknown][] {
  const inner = wrapper === undefined ? undefined : body[wrapper]
  return Object.entries(isObject(inner) ? inner : body)
}

/** Field → whether its text in a query stands for something else than a text. */
type Fields = Map<string, 'text' | 'number' | 'flag'>

const fieldsByPath = new WeakMap<RestPath, Fields>()

/** All that a path takes, whoever takes it. */
function fieldsOf(restPath: RestPath): Fields {
  const known = fieldsByPath.get(restPath)
  if (known) return known
  const shapes = [inputShapeOf(restPath.procedure), restPath.reading?.takes].filter(
    (each) => each !== undefined,
  )
  const fields: Fields = new Map(
    shapes.flatMap((shape) => propertiesOf(shape)).map(([name, schema]) => [name, kindOf(schema)]),
  )
  fieldsByPath.set(restPath, fields)
  return fields
}

type Schema = { type?: string; anyOf?: Schema[]; properties?: Record<string, Schema> }

function propertiesOf(shape: z.ZodType): [string, Schema][] {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
  return [schema, ...(schema.anyOf ?? [])].flatMap(({ properties }) => Object.entries(properties ?? {}))
}

function kindOf({ type, anyOf }: Schema): 'text' | 'number' | 'flag' {
  const types = [type, ...(anyOf ?? []).map((each) => each.type)]
  if (types.includes('integer')) return 'number'
  return types.includes('boolean') ? 'flag' : 'text'
}

function nameOf(sent: string, { names = {} }: RestPath, fields: Fields): string | undefined {
  const renamed = Object.hasOwn(names, sent) ? names[sent] : undefined
  return [sent, renamed, inCamelCase(sent)].find((name) => name !== undefined && fields.has(name))
}

const inCamelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const ownNamesFirst = (entries: [string, unknown][], fields: Fields) =>
  entries.toSorted(([one], [other]) => Number(fields.has(other)) - Number(fields.has(one)))

/** A parameter that comes twice is no text: nobody has to guess which of them counts. */
function fromText(texts: string[], name: string | undefined, fields: Fields): unknown {
  const [text = '', ...more] = texts
  if (more.length > 0) return texts
  const kind = name === undefined ? 'text' : fields.get(name)
  if (kind === 'number' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

export const isObject = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
