import { expect } from 'vitest'
import { deviations } from './contract.ts'

export type RestAnswer = { status: number; headers: Headers; text: string; body: unknown }

type Options = { headers?: Record<string, string>; body?: unknown }

/** Asks below /api/v1 as a program does, and holds every answer against the document. */
export async function askRest(
  { url }: { url: string },
  line: `${string} /${string}`,
  { headers = {}, body }: Options = {},
): Promise<RestAnswer> {
  const [method = '', path = ''] = line.split(' ', 2)
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  }
  expect(response.headers.get('x-api-version')).toMatch(/^\d+\.\d+\.\d+$/)
  const pathname = decodeURIComponent(path.split('?')[0] ?? '')
  const contentType = response.headers.get('content-type')
  if (method !== 'OPTIONS')
    expect(deviations({ method, path: pathname }, { ...answer, contentType }), `${line} ${text}`).toEqual([])
  return answer
}
