import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { API_DOCUMENT } from '../api-files.ts'
import type { ApiDocument, ResponseObject } from '../rest/document/openapi.ts'

type Schema = Record<string, unknown>

export const document = JSON.parse(readFileSync(API_DOCUMENT, 'utf8')) as ApiDocument

const templates = Object.keys(document.paths)
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }))
  .toSorted((one, other) => one.path.split('{').length - other.path.split('{').length)

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'document', components: { schemas: closed(document.components.schemas) } })

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

const PROBLEM = { $ref: '#/components/schemas/Problem' }

const known = new WeakMap<object, ValidateFunction>()

/** What of an answer is not as the document says it; nothing when all is. */
export function deviations(
  { method, path }: { method: string; path: string },
  { status, contentType, body }: { status: number; contentType: string | null; body: unknown },
): string[] {
  const template = templates.find(({ pattern }) => pattern.test(path))
  const operation = template && document.paths[template.path]?.[method.toLowerCase()]
  // Of what is not in the document, it says only how it is refused.
  if (!operation) return [404, 405].includes(status) ? validate(PROBLEM, body) : ['not there']
  const response = resolved(operation.responses[status])
  if (!response) return [`${status} is not documented`]
  const media = response.content?.['application/json']
  if (!media) return body === undefined ? [] : ['has a body']
  if (!contentType?.startsWith('application/json')) return [`is ${contentType}`]
  return [...validate(media.schema, body), ...undocumentedCode(media.examples, body)]
}

function resolved(response: ResponseObject | { $ref: string } | undefined): ResponseObject | undefined {
  if (!response || !('$ref' in response)) return response
  const name = response.$ref.split('/').at(-1) ?? ''
  return Reflect.get(document.components.responses, name) as ResponseObject
}

/** A code is documented by its example. */
function undocumentedCode(examples: Record<string, unknown> | undefined, body: unknown): string[] {
  const code: unknown = Reflect.get(Object(Reflect.get(Object(body), 'error')), 'code')
  return typeof code === 'string' && examples && !(code in examples) ? [`${code} is not documented`] : []
}

function validate(schema: object, body: unknown): string[] {
  const compiled = known.get(schema) ?? compile(schema)
  known.set(schema, compiled)
  compiled(body)
  return (compiled.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

const compile = (schema: object): ValidateFunction =>
  ajv.compile(JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/', '"document#/')) as Schema)
