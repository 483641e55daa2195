import { STATUS_CODES } from 'node:http'
import type { RefusalCode } from '@chatterly/protocol/refusals'
import { accessOf, outputShapeOf, type ProcedurePath } from '../procedures.ts'
import type { RestPath } from '../rest-path.ts'
import { exampleOf } from './examples.ts'
import { type JsonSchema, schemaOf } from './json-schema.ts'
import type { Operation, ResponseObject } from './openapi.ts'
import { operationInput } from './operation-input.ts'
import { problemsOf } from './problems.ts'
import { refusalResponses, VERSION } from './refusal-responses.ts'

export type Surroundings = {
  schemas: Record<string, JsonSchema>
  thrownBy: (path: ProcedurePath) => RefusalCode[]
}

const TOKEN: Record<string, string[]>[] = [{ token: [] }, { cookie: [] }]

export function describeOperation(restPath: RestPath, { schemas, thrownBy }: Surroundings): Operation {
  const { parameters, body } = operationInput(restPath)
  const withExamples = parameters.map((each) => ({
    ...each,
    example: each.example ?? exampleOf(each.schema, schemas, each.name),
  }))
  const problems = problemsOf(restPath, thrownBy)
  return {
    operationId: operationIdOf(restPath),
    summary: restPath.summary,
    tags: [restPath.procedure.split('.')[0] ?? ''],
    security: accessOf(restPath.procedure) === 'anyone' ? [{}, ...TOKEN] : TOKEN,
    ...(parameters.length > 0 && { parameters: withExamples }),
    ...(body && {
      requestBody: { required: body.required !== undefined, content: jsonOf(body, schemas) },
    }),
    responses: { ...answersOf(restPath, schemas), ...refusalResponses(problems) },
  }
}

/** `getConversationsByConversationIdMessages`. */
function operationIdOf({ method, path }: RestPath): string {
  const words = path.split(/[/_]/).filter((word) => word !== '')
  return (
    method +
    words
      .map((word) => capital(word.replace(/^\{(\w+)\}$/, (_, name: string) => `By${capital(name)}`)))
      .join('')
  )
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const jsonOf = (schema: JsonSchema, schemas: Surroundings['schemas']) => ({
  'application/json': { schema, example: exampleOf(schema, schemas) },
})

function answersOf(restPath: RestPath, schemas: Surroundings['schemas']): Record<string, ResponseObject> {
  const schema = schemaOf(restPath.reading?.answers ?? outputShapeOf(restPath.procedure), 'output')
  const status = restPath.status ?? 200
  const answer: ResponseObject = {
    description: STATUS_CODES[status] ?? '',
    headers: { ...VERSION, ...headersOf(restPath, resolved(schema, schemas)) },
    content: jsonOf(schema, schemas),
  }
  if (restPath.cache !== 'tagged') return { [status]: answer }
  return {
    [status]: answer,
    304: { description: 'Nothing has changed since the answer with this ETag.', headers: VERSION },
  }
}

const text = (description: string) => ({ description, schema: { type: 'string' } })

function headersOf({ cache, givesToken }: RestPath, { properties = {} }: JsonSchema): Record<string, object> {
  return {
    ...(cache === 'tagged' && { ETag: text('For If-None-Match, to be told that nothing has changed.') }),
    ...(('nextCursor' in properties || 'hasBefore' in properties) && {
      Link: text('RFC 8288: the pages beside this one, as rel="next" and rel="prev".'),
    }),
    ...(givesToken && {
      Authorization: text('Bearer and the access token, ready to be sent with what follows.'),
    }),
  }
}

const resolved = (schema: JsonSchema, schemas: Surroundings['schemas']): JsonSchema =>
  (schema.$ref && schemas[schema.$ref.split('/').at(-1) ?? '']) || schema
