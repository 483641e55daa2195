import { z } from 'zod'
import type { Random } from '../faults/random.ts'
import { type Pools, poolOf } from './pools.ts'

export type Chances = { random: Random; pools: Pools }

const SIGNS = Array.from('abc XYZ 019 é漢😀.-_*`#@')

/** Of chance, so that the same seed makes the same. */
const uuidOf = (random: Random) =>
  '00000000-0000-4000-8000-000000000000'.replaceAll('0', () => random.below(16).toString(16))

const hashOf = (random: Random) => '0'.repeat(64).replaceAll('0', () => random.below(16).toString(16))

/** As bytes are written where a device has signed them. */
const bytesOf = (random: Random) => Buffer.from(hashOf(random)).toString('base64url')

/** Texts of a field that only a few forms fit, by its name. */
const TEXTS: Record<string, (random: Random) => string> = {
  emoji: (random) => random.pick(['👍', '🎉', '👩🏽‍🚀', '❤️']),
  email: (random) => `fuzz${random.below(1e9)}@example.com`,
  username: (random) => `fuzz${random.below(1e9)}`,
  password: () => 'long enough',
  key: uuidOf,
  sessionId: hashOf,
  tokenId: hashOf,
  id: bytesOf,
  rawId: bytesOf,
  clientDataJSON: bytesOf,
  attestationObject: bytesOf,
  authenticatorData: bytesOf,
  signature: bytesOf,
  userHandle: bytesOf,
  returnTo: () => '/browse',
}

/**
 * Something a shape accepts, most of the time: ids of what is there where a field asks for them. Rules between fields
 * are left to chance.
 *
 * @throws when there is a kind of shape that it does not know
 */
export function validInput(schema: z.ZodType, chances: Chances, field = ''): unknown {
  const { random } = chances
  const inside = (inner: unknown, name = field) => validInput(inner as z.ZodType, chances, name)
  if (schema instanceof z.ZodObject) {
    const wanted = Object.entries(schema.shape).filter(([, one]) => !isOptional(one) || random.chance(0.4))
    return Object.fromEntries(wanted.map(([name, one]) => [name, inside(one, name)]))
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return inside(schema.unwrap())
  if (schema instanceof z.ZodNullable) return random.chance(0.2) ? null : inside(schema.unwrap())
  // Of a shape read from JSON Schema, only what comes out is known.
  if (schema instanceof z.ZodPipe) return inside(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
  if (schema instanceof z.ZodUnion) return inside(random.pick(schema.options))
  if (schema instanceof z.ZodArray)
    return Array.from({ length: random.below(4) }, () => inside(schema.element))
  if (schema instanceof z.ZodRecord) {
    const keys = Array.from({ length: random.below(4) }, () => String(inside(schema.keyType)))
    return Object.fromEntries(keys.map((key) => [key, inside(schema.valueType, '')]))
  }
  if (schema instanceof z.ZodEnum) return random.pick(schema.options)
  if (schema instanceof z.ZodLiteral) return random.pick([...schema.values])
  if (schema instanceof z.ZodNull) return null
  if (schema instanceof z.ZodBoolean) return random.chance(0.5)
  if (schema instanceof z.ZodNumber) return wholeNumber(schema, random)
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return text(schema, chances, field)
  throw new Error(`${field}: nothing is known of ${schema.type}`)
}

const isOptional = (schema: unknown) => schema instanceof z.ZodOptional || schema instanceof z.ZodDefault

const wholeNumber = ({ minValue, maxValue }: z.ZodNumber, random: Random) =>
  Math.floor(random.between(Math.max(minValue ?? 0, 0), Math.min(maxValue ?? 20, 20) + 1))

function text(schema: z.ZodString | z.ZodStringFormat, { random, pools }: Chances, field: string): string {
  const known = poolOf(pools, field)
  if (known.length > 0 && random.chance(0.9)) return String(random.pick(known))
  const make = TEXTS[field]
  if (make) return make(random)
  if (schema.format === 'uuid') return uuidOf(random)
  if (schema.format === 'ipv4') return '203.0.113.7'
  const most = Math.min(schema.maxLength ?? 40, 40)
  const least = Math.min(schema.minLength ?? 0, most)
  const length = Math.floor(random.between(least, most + 1))
  return Array.from({ length }, () => random.pick(SIGNS)).join('')
}
