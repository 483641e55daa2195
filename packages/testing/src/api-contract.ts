import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** As much of OpenAPI 3.1 as an answer is held against. */
export type DescribedApi = {
  paths: Record<string, Record<string, { responses: Record<string, DescribedResponse | { $ref: string }> }>>
  components: { schemas: Record<string, object>; responses: object }
}
type DescribedResponse = {
  content?: { 'application/json': { schema: object; examples?: Record<string, unknown> } }
}

type AskedOf = { method: string; path: string }
type Answer = { status: number; contentType: string | null; body: unknown }

/** What of an answer is not as the document says it; nothing when all is. */
export type Contract = (asked: AskedOf, answer: Answer) => string[]

const PROBLEM = { $ref: '#/components/schemas/Problem' }

/** Holds answers against a document. Paths are those below its base. */
export function contractOf({ paths, components }: DescribedApi): Contract {
  const templates = Object.keys(paths)
    .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
    .toSorted((one, other) => one.path.split('{').length - other.path.split('{').length)
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'document', components: { schemas: closed(components.schemas) } })
  const known = new WeakMap<object, ValidateFunction>()

  function resolved(
    response: DescribedResponse | { $ref: string } | undefined,
  ): DescribedResponse | undefined {
    if (!response || !('$ref' in response)) return response
    const name = response.$ref.split('/').at(-1) ?? ''
    return Reflect.get(components.responses, name) as DescribedResponse
  }

  function validate(schema: object, body: unknown): string[] {
    const compiled =
      known.get(schema) ??
      ajv.compile(JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"document#/')) as Schema)
    known.set(schema, compiled)
    compiled(body)
    return (compiled.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }

  return ({ method, path }, { status, contentType, body }) => {
    const template = templates.find(({ pattern }) => pattern.test(path))
    const operation = template && paths[template.path]?.[method.toLowerCase()]
    // Of what is not in the document, it says only how it is refused.
    if (!operation) return [400, 403, 404, 405].includes(status) ? validate(PROBLEM, body) : ['not there']
    const response = resolved(operation.responses[status])
    if (!response) return [`${status} is not documented`]
    const media = response.content?.['application/json']
    if (!media) return body === undefined ? [] : ['has a body']
    if (!contentType?.startsWith('application/json')) return [`is ${contentType}`]
    return [...validate(media.schema, body), ...undocumentedCode(media.examples, body)]
  }
}

type Schema = Record<string, unknown>

/** Fields that the document does not name are noticed: what it says of an answer is all of it. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const copy: Schema = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, closed(each)]))
  return isShape(copy) && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy
}

/** Not a field that happens to be called `properties`. */
function isShape({ type, properties }: Schema): boolean {
  return type === 'object' && typeof properties === 'object'
}

/** A code is documented by its example. */
function undocumentedCode(examples: Record<string, unknown> | undefined, body: unknown): string[] {
  const code: unknown = Reflect.get(Object(Reflect.get(Object(body), 'error')), 'code')
  return typeof code === 'string' && examples && !(code in examples) ? [`${code} is not documented`] : []
}
