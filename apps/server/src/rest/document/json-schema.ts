import { z } from 'zod'
import { namedShapes } from './named-shapes.ts'
import { commentOf, commentOfField } from './shape-comments.ts'

/** As much of JSON Schema 2020-12 as zod writes. */
export type JsonSchema = {
  $ref?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  $defs?: Record<string, JsonSchema>
  $schema?: string
}

const names = z.registry<{ id: string }>()
for (const [id, shape] of Object.entries(namedShapes)) names.add(shape as z.ZodType, { id })

const COMPONENTS = '#/components/schemas/'

/** The shape as a schema that refers to the named ones. */
export function schemaOf(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $defs: _named, $schema: _dialect, ...schema } = written(shape, io)
  return schema
}

/** All named shapes, whether or not anything refers to them. */
export function namedSchemas(): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {}
  for (const [name, shape] of Object.entries(namedShapes)) {
    const { $defs = {}, ...schema } = written(shape, 'output')
    const { [name]: own, ...others } = $defs
    Object.assign(all, others)
    delete schema.$schema
    all[name] = own ?? schema
  }
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function written(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const schema = z.toJSONSchema(shape, {
    io,
    metadata: names,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => simplify(zodSchema, jsonSchema as JsonSchema),
  })
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${COMPONENTS}`)) as JsonSchema
}

/** The words of the sources; and what zod says more exactly than a reader needs it, or cannot say at all. */
function simplify(shape: z.core.$ZodType, schema: JsonSchema): void {
  describe(shape, schema)
  const { def } = shape._zod
  // A message's content is checked where it is made: what an answer says of it is its shape there.
  if (def.type === 'custom') schema.$ref = `${COMPONENTS}Content`
  if (schema.format) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  // A field that comes later breaks no client that leaves alone what it does not know.
  if (schema.additionalProperties === false) delete schema.additionalProperties
}

function describe(shape: z.core.$ZodType, schema: JsonSchema): void {
  if (!(shape instanceof z.ZodObject)) return
  const ofShape = commentOf(shape)
  if (ofShape) schema.description = ofShape
  const { properties = {} } = schema
  for (const [name, field] of Object.entries(shape.shape as Record<string, z.ZodType>)) {
    const description = commentOfField(shape, name, field)
    // Another field may have the same shape and other words, and zod is not done with this one: it is copied when written.
    if (description) Object.assign(properties, { [name]: copiedLater(properties[name], { description }) })
  }
}

const copiedLater = (schema: JsonSchema | undefined, more: JsonSchema) => ({
  toJSON: () => ({ ...schema, ...more }),
})
