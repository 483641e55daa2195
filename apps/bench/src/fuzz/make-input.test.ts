import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { appRouter } from '@chatterly/domain/router'
import type { Parser } from '@chatterly/domain/trpc'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../faults/random.ts'
import { note, noFindings } from './findings.ts'
import { makeInput } from './make-input.ts'
import { spoil } from './spoil.ts'
import { validInput } from './valid-input.ts'

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { inputs: Parser[] } }>,
)

const accepts = (parser: Parser, input: unknown) => parser.schema.safeParse(input).success

describe('inputs', () => {
  const withInput = procedures.flatMap(([path, { _def }]) =>
    _def.inputs.map((parser) => [path, parser] as const),
  )

  test.each(withInput)(
    'for %s are mostly valid before they are spoiled, and mostly not afterwards',
    (_path, parser) => {
      const random = seededRandom(7)
      const valid = Array.from({ length: 200 }, () => validInput(parser.schema, { random, pools: {} }))
      const isValid = valid.filter((input) => accepts(parser, input)).length
      expect(isValid).toBeGreaterThan(60)
      expect(valid.filter((input) => accepts(parser, spoil(input, random))).length).toBeLessThan(isValid)
    },
  )

  test('are the same for the same seed, and reach every procedure', () => {
    const made = (seed: number) => {
      const random = seededRandom(seed)
      return Array.from({ length: 3000 }, () => makeInput(undefined, { random, pools: { userId: ['x'] } }))
    }
    const paths = made(1).map(({ path, type }) => `${type} ${path}`)
    expect(made(1).map(({ path, type }) => `${type} ${path}`)).toEqual(paths)
    for (const [path] of procedures) expect(paths.join('\n')).toContain(path)
  })
})

test('an answer that is the server’s fault is a finding, a refusal is none', () => {
  const findings = noFindings()
  for (const answer of ['allowed', '400', '431', '500', '503', 'closed 1008', '5xx (nothing)'])
    note(findings, { door: 'rest', sent: 'x', answer, said: 'y', ms: 1 })
  expect(findings.faults.map((fault) => fault.slice(0, 3))).toEqual(['500', '503', '5xx'])
  expect(findings.inputs).toBe(7)
  expect(findings.doors.get('rest')).toBe(7)
})

test.each([
  ['Object.prototype.polluted = true', 70],
  ['Array.prototype.at = () => 1; String.prototype.own = 1', 70],
  ['({}).own = true', 0],
])('a program that does %s ends with status %i', async (code, status) => {
  const watch = fileURLToPath(new URL('watch-prototypes.mjs', import.meta.url))
  const child = spawn(process.execPath, ['--import', watch, '-e', `${code}; setTimeout(() => {}, 300)`])
  expect(await once(child, 'exit')).toEqual([status, null])
})
