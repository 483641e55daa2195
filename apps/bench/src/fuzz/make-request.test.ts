import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../faults/random.ts'
import { makeRequest, type RestRequest } from './make-request.ts'
import { restOperations } from './rest-operations.ts'
import { validInput } from './valid-input.ts'

const DOCUMENT = new URL('../../../../docs/api/openapi.json', import.meta.url)
type Document = Parameters<typeof restOperations>[0]
const operations = restOperations(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Document)

const made = (seed: number, count: number): RestRequest[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => makeRequest(operations, { random, pools: {} }))
}

describe('requests', () => {
  test('are the same for the same seed', () => {
    expect(made(1, 300)).toEqual(made(1, 300))
    expect(made(1, 300)).not.toEqual(made(2, 300))
  })

  test('reach every path of the interface with its own method', () => {
    const sent = made(3, 20_000)
    const missed = operations.filter(({ method, base, path }) => {
      const pattern = new RegExp(`^${base}${path.replaceAll(/\{\w+\}/g, '[^/]*')}(\\?|$)`)
      return !sent.some((request) => request.method === method && pattern.test(request.target))
    })
    expect(operations.length).toBeGreaterThan(100)
    expect(missed.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  test('can leave this process, whatever they hold', () => {
    for (const { method, target, headers, body } of made(4, 5000)) {
      const request = new Request(`http://127.0.0.1${target}`, {
        method,
        headers,
        ...(body !== undefined && { body }),
      })
      expect(request.method).toBe(method)
    }
  })

  test('are of bodies that the interface says it takes, before they are spoiled', () => {
    const random = seededRandom(5)
    const bodies = operations.flatMap(({ body }) => body ?? [])
    const accepted = bodies.filter((body) =>
      Array.from({ length: 60 }, () => validInput(body, { random, pools: {} })).some(
        (input) => body.safeParse(input).success,
      ),
    )
    expect(accepted.length).toBeGreaterThan(bodies.length * 0.8)
  })
})
