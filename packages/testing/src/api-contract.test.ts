import { expect, test } from 'vitest'
import { contractOf } from './api-contract.ts'

const problem = {
  type: 'object',
  properties: { error: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] } },
  required: ['error'],
}
const person = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
const contract = contractOf({
  paths: {
    '/people/me': { get: { responses: { 200: jsonOf({ $ref: '#/components/schemas/Person' }) } } },
    '/people/{id}': {
      get: {
        responses: {
          200: jsonOf({ $ref: '#/components/schemas/Person' }),
          404: jsonOf({ $ref: '#/components/schemas/Problem' }, { 'person.not_found': {} }),
          503: { $ref: '#/components/responses/ServiceUnavailable' },
        },
      },
    },
  },
  components: {
    schemas: { Person: person, Problem: problem },
    responses: { ServiceUnavailable: jsonOf({ $ref: '#/components/schemas/Problem' }) },
  },
})

function jsonOf(schema: object, examples?: Record<string, unknown>) {
  return { content: { 'application/json': { schema, ...(examples && { examples }) } } }
}

const of = (path: string, status: number, body: unknown, contentType = 'application/json; charset=utf-8') =>
  contract({ method: 'GET', path }, { status, contentType, body })
const refusal = (code: string) => ({ error: { code } })

test('an answer as documented is one, also by the names the document gives', () => {
  expect(of('/people/7', 200, { name: 'Ada' })).toEqual([])
  expect(of('/people/7', 404, refusal('person.not_found'))).toEqual([])
  expect(of('/people/7', 503, refusal('service.unavailable'))).toEqual([])
  expect(of('/people/me', 200, { name: 'Ada' })).toEqual([])
  expect(of('/nowhere', 404, refusal('not_found'))).toEqual([])
})

test.each([
  ['a status', '/people/7', 418, { name: 'Ada' }, '418 is not documented'],
  ['a status that only another path has', '/people/me', 404, refusal('person.not_found'), '404 is not'],
  ['a field', '/people/7', 200, { name: 'Ada', password: 'x' }, 'additional properties'],
  ['a missing field', '/people/7', 200, {}, 'required property'],
  ['a code', '/people/7', 404, refusal('person.hidden'), 'person.hidden is not documented'],
  ['an answer where nothing is', '/nowhere', 200, { name: 'Ada' }, 'not there'],
])('%s that is not documented is noticed', (_what, path, status, body, words) => {
  expect(of(path, status, body).join()).toContain(words)
})

test('an answer that is no JSON is noticed', () => {
  expect(of('/people/7', 200, '<p>Ada</p>', 'text/html')).toEqual(['is text/html'])
})
