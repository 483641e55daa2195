import type { JsonSchema } from './json-schema.ts'

/** As much of OpenAPI 3.1 as is written here. */
type Media = { schema: JsonSchema; examples?: Record<string, unknown>; example?: unknown }
export type ResponseObject = {
  description: string
  headers?: Record<string, object>
  content?: { 'application/json': Media }
}

export type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: object[]
  requestBody?: { required: boolean; content: { 'application/json': Media } }
  responses: Record<string, ResponseObject | { $ref: string }>
}

export type ApiDocument = {
  openapi: string
  info: { title: string; version: string; description: string; license: object }
  servers: { url: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    responses: object
    examples: object
    securitySchemes: object
  }
}
