import { type ExampleRequest, exampleRequests } from './example-requests.ts'
import { firstSteps } from './first-steps.ts'
import type { ApiDocument } from './openapi.ts'
import { REQUEST_VARIABLES } from './request-variables.ts'

export type PostmanItem = {
  name: string
  request: {
    method: string
    header: { key: string; value: string }[]
    url: object & { raw: string }
    body?: { mode: 'raw'; raw: string; options: object }
    auth?: { type: 'noauth' }
  }
  event: { listen: 'test'; script: { type: string; exec: string[] } }[]
}

export type PostmanCollection = {
  info: { name: string; description: string; version: string; schema: string }
  auth: object
  variable: { key: string; value: string }[]
  item: { name: string; description: string; item: PostmanItem[] }[]
}

const DESCRIPTION = `Every path of Chatterly below /api/v1. Run the folder "First steps" against a first start on your own machine: each request saves what later ones need, tokens before all. The other folders have each path once, to be sent one at a time.`

/** An id of nothing: without any, a path would be another one, and might end every session. */
const NOBODYS = '00000000-0000-0000-0000-000000000000'

/** The document as a collection for Postman, in its format 2.1, that saves tokens and ids between requests. */
export function postmanCollection(document: ApiDocument): PostmanCollection {
  const requests = exampleRequests(document)
  const steps = firstSteps(requests)
  const saved = new Set([...steps, ...requests].flatMap(({ saves }) => Object.keys(saves)))
  return {
    info: {
      name: document.info.title,
      description: DESCRIPTION,
      version: document.info.version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{accessToken}}', type: 'string' }] },
    variable: [
      ...Object.entries(REQUEST_VARIABLES).map(([key, value]) => ({ key, value })),
      ...[...saved].map((key) => ({ key, value: key.endsWith('Id') ? NOBODYS : '' })),
    ],
    item: [
      {
        name: 'First steps',
        description: 'Alice writes to Bob, and sees that he has read it.',
        item: steps.map(toItem),
      },
      ...document.tags.map(({ name, description }) => ({
        name,
        description,
        item: requests.filter(({ tag }) => tag === name).map(toItem),
      })),
    ],
  }
}

const toItem = (request: ExampleRequest): PostmanItem => ({
  name: request.summary,
  request: {
    method: request.method,
    header: headersOf(request),
    url: urlOf(request),
    ...(request.body && {
      body: {
        mode: 'raw',
        raw: JSON.stringify(request.body, null, 2),
        options: { raw: { language: 'json' } },
      },
    }),
    ...(request.isForStrangers && { auth: { type: 'noauth' } }),
  },
  event: [{ listen: 'test', script: { type: 'text/javascript', exec: scriptOf(request) } }],
})

/** Postman keeps cookies: what changes something says where it comes from, should there be one. */
const headersOf = ({ method, body, isKeyed }: ExampleRequest) => [
  ...(method === 'GET' ? [] : [{ key: 'Origin', value: '{{origin}}' }]),
  ...(body ? [{ key: 'Content-Type', value: 'application/json' }] : []),
  ...(isKeyed ? [{ key: 'Idempotency-Key', value: '{{$guid}}' }] : []),
]

function urlOf({ path, query }: ExampleRequest) {
  const needed = query.filter(({ isNeeded }) => isNeeded).map(({ name, value }) => `${name}=${value}`)
  return {
    raw: `{{baseUrl}}${path}${needed.length > 0 ? `?${needed.join('&')}` : ''}`,
    host: ['{{baseUrl}}'],
    path: path.split('/').slice(1),
    ...(query.length > 0 && {
      query: query.map(({ name, value, isNeeded }) => ({
        key: name,
        value,
        ...(!isNeeded && { disabled: true }),
      })),
    }),
  }
}

/** An answer that has none of what is saved, such as a list with nothing in it, leaves what was saved before. */
function scriptOf({ statuses, saves }: ExampleRequest): string[] {
  const saved = Object.entries(saves).map(
    ([variable, place]) =>
      `  if (answer.${place.replaceAll('].', ']?.')}) pm.collectionVariables.set('${variable}', answer.${place})`,
  )
  return [
    `pm.test('answers as documented', () => pm.expect(pm.response.code).to.be.oneOf([${statuses.join(', ')}]))`,
    ...(saved.length > 0
      ? ['if (pm.response.code < 300) {', '  const answer = pm.response.json()', ...saved, '}']
      : []),
  ]
}
