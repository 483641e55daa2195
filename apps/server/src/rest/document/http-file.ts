import { type ExampleRequest, exampleRequests } from './example-requests.ts'
import { firstSteps } from './first-steps.ts'
import type { ApiDocument } from './openapi.ts'
import { REQUEST_VARIABLES } from './request-variables.ts'

const BEGINNING = `# Every path of Chatterly below /api/v1, for editors that send requests (REST Client for VS Code and those like it).
# Send the first steps one after the other: later requests take tokens and ids out of their answers.
`

/** The document as a file of requests. A name before a request stands for its answer in those below. */
export function httpFile(document: ApiDocument): string {
  const requests = exampleRequests(document)
  const steps = firstSteps(requests)
  const variables = Object.entries(REQUEST_VARIABLES).map(([name, value]) => `@${name} = ${value}\n`)
  const parts = [
    ...steps.map((step, index) => toText(step, placesIn(steps.slice(0, index).toReversed()))),
    ...requests.map((request) => toText(request, placesIn([...steps, ...requests]))),
  ]
  return `${BEGINNING}\n${variables.join('')}\n${parts.join('\n')}`
}

/** Variable → where it stands in the answer to the first of these requests that has it. */
function placesIn(requests: readonly ExampleRequest[]): Map<string, string> {
  const places = requests.flatMap(({ id, saves }) =>
    Object.entries(saves).map(([name, place]): [string, string] => [name, `${id}.response.body.$.${place}`]),
  )
  return new Map(places.toReversed())
}

function toText(request: ExampleRequest, places: ReadonlyMap<string, string>): string {
  const needed = request.query.filter(({ isNeeded }) => isNeeded).map(({ name, value }) => `${name}=${value}`)
  const lines = [
    `### ${request.summary}`,
    ...(Object.keys(request.saves).length > 0 ? [`# @name ${request.id}`] : []),
    `${request.method} {{baseUrl}}${request.path}${needed.length > 0 ? `?${needed.join('&')}` : ''}`,
    ...headersOf(request),
    ...(request.body ? ['', JSON.stringify(request.body, null, 2)] : []),
  ]
  return `${lines.join('\n')}\n`.replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => `{{${placeOf(name, places)}}}`,
  )
}

/** @throws Error for what nobody could know */
function placeOf(name: string, places: ReadonlyMap<string, string>): string {
  const place = Object.hasOwn(REQUEST_VARIABLES, name) ? name : places.get(name)
  if (place === undefined) throw new Error(`No answer has ${name}`)
  return place
}

const headersOf = ({ method, body, isKeyed, isForStrangers }: ExampleRequest) => [
  ...(isForStrangers ? [] : ['Authorization: Bearer {{accessToken}}']),
  ...(method === 'GET' ? [] : ['Origin: {{origin}}']),
  ...(body ? ['Content-Type: application/json'] : []),
  ...(isKeyed ? ['Idempotency-Key: {{$guid}}'] : []),
]
