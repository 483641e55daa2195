import type { z } from 'zod'
import { inputShapeOf } from '../procedures.ts'
import type { RestPath } from '../rest-path.ts'
import { type JsonSchema, schemaOf } from './json-schema.ts'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
  example?: unknown
}

export type OperationInput = { parameters: Parameter[]; body: JsonSchema | undefined }

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Made by the client, once per intent. The same key again is answered with what the first request made; without one, a repetition is another request.',
  schema: { type: 'string', minLength: 1 },
  example: '0f2c8a52-6f3c-4d0e-9e0b-7c1d2b0f4b7e',
}

/** Where a request says what: in the path, behind it, beside it, or in a body. */
export function operationInput(restPath: RestPath): OperationInput {
  const { fields, required } = fieldsOf(restPath)
  const inPath = [...restPath.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const ours = new Map(inPath.map((name) => [restPath.names?.[name] ?? name, name]))
  const pathParameters = inPath.map((name): Parameter => {
    const schema = fields.get(restPath.names?.[name] ?? name)
    if (!schema) throw new Error(`${restPath.path} has ${name}, which nothing takes`)
    return { name, in: 'path', required: true, ...said(schema) }
  })
  const free = [...fields].filter(([name]) => !ours.has(name) && !restPath.reading?.finds?.includes(name))
  const keyed = fields.has('key') ? [IDEMPOTENCY_KEY] : []
  const rest = free.filter(([name]) => name !== 'key')
  if (restPath.method === 'get' || (restPath.method === 'delete' && rest.length > 0))
    return { parameters: [...pathParameters, ...rest.map(toQuery(restPath, required))], body: undefined }
  return { parameters: [...pathParameters, ...keyed], body: bodyOf(restPath, rest, required) }
}

const toQuery =
  (restPath: RestPath, required: ReadonlySet<string>) =>
  ([name, schema]: [string, JsonSchema]): Parameter => {
    const others = otherNamesOf(name, restPath)
    // A search for nothing in particular finds everybody.
    const isRequired = required.has(name) && others.length === 0
    return {
      name: others[0] ?? name,
      in: 'query',
      required: isRequired,
      ...said(withWords(schema, others.length > 0 && `Also: ${[...others.slice(1), name].join(', ')}.`)),
    }
  }

/** Of a parameter, the description stands beside the schema. */
const said = ({ description, ...schema }: JsonSchema): Pick<Parameter, 'description' | 'schema'> =>
  description === undefined ? { schema } : { description, schema }

function withWords(schema: JsonSchema, words: string | false): JsonSchema {
  const all = [schema.description, words].filter(Boolean)
  return all.length === 0 ? schema : { ...schema, description: all.join(' ') }
}

function bodyOf(
  restPath: RestPath,
  rest: [string, JsonSchema][],
  required: ReadonlySet<string>,
): JsonSchema | undefined {
  if (rest.length === 0) return undefined
  const properties = Object.fromEntries(
    rest.map(([name, schema]) => [name, withOtherNames(schema, otherNamesOf(name, restPath))]),
  )
  const needed = rest.flatMap(([name]) => (required.has(name) ? name : []))
  const inner: JsonSchema = { type: 'object', properties, ...(needed.length > 0 && { required: needed }) }
  if (!restPath.wrapper) return inner
  return { type: 'object', properties: { [restPath.wrapper]: inner }, required: [restPath.wrapper] }
}

const otherNamesOf = (name: string, { names = {} }: RestPath) =>
  Object.entries(names).flatMap(([other, own]) => (own === name ? other : []))

const withOtherNames = (schema: JsonSchema, others: string[]): JsonSchema =>
  withWords(schema, others.length > 0 && `May be called ${others.join(' or ')} as well.`)

function fieldsOf({ procedure, reading }: RestPath): {
  fields: Map<string, JsonSchema>
  required: Set<string>
} {
  const shapes = [inputShapeOf(procedure), reading?.takes].filter(
    (shape): shape is z.ZodType => shape !== undefined,
  )
  const variants = shapes.map((shape) => variantsOf(schemaOf(shape, 'input')))
  const fields = new Map(variants.flat().flatMap(({ properties = {} }) => Object.entries(properties)))
  const required = variants.flatMap((each) =>
    [...fields.keys()].filter((name) => each.every((one) => one.required?.includes(name))),
  )
  return { fields, required: new Set(required) }
}

const variantsOf = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? [schema]
