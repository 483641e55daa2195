import { type Contract, contractOf, type DescribedApi } from '@chatterly/testing/api-contract'
import { z } from 'zod'

/** One line of what the interface says of itself, with shapes that inputs are made of. */
export type RestOperation = {
  method: string
  /** With its parameters in braces, below `base`. */
  path: string
  base: string
  parameters: { name: string; in: 'path' | 'query' | 'header'; isRequired: boolean; shape: z.ZodType }[]
  body: z.ZodType | undefined
}

type Schema = Parameters<typeof z.fromJSONSchema>[0]
type Described = {
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
}
type Document = {
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, object> }
}

/** All that the document names: it is made of the table that the server answers from. */
export function restOperations({ servers, paths, components }: Document): RestOperation[] {
  const base = servers[0]?.url ?? ''
  const shapeOf = (schema: object) => z.fromJSONSchema(selfContained(schema, components.schemas))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const body = requestBody?.content['application/json']?.schema
      return {
        method: method.toUpperCase(),
        path,
        base,
        parameters: parameters.map((each) => ({
          name: each.name,
          in: each.in,
          isRequired: each.required,
          shape: shapeOf(each.schema),
        })),
        body: body && shapeOf(body),
      }
    }),
  )
}

/** JSON Schema looks for what is referred to in the schema itself, OpenAPI beside it. */
function selfContained(schema: object, named: Record<string, object>): Schema {
  const json = JSON.stringify(schema)
  if (!json.includes('"$ref"')) return schema as Schema
  const all = JSON.stringify({ ...schema, $defs: named }).replaceAll('#/components/schemas/', '#/$defs/')
  return JSON.parse(all) as Schema
}

/** What can be asked, and what answers have to be like. */
export type RestInterface = { operations: RestOperation[]; contract: Contract }

/** What a running server says of itself. */
export async function readRestInterface(origin: string): Promise<RestInterface> {
  const response = await fetch(`${origin}/openapi.json`)
  if (!response.ok) throw new Error(`The document was answered with ${response.status}`)
  const document = (await response.json()) as Document & DescribedApi
  return { operations: restOperations(document), contract: contractOf(document) }
}
