import type { Random } from '../faults/random.ts'
import { hostileValue } from './hostile-values.ts'

/** One place of an input, or a few, made into something nobody expects. */
export function spoil(input: unknown, random: Random): unknown {
  let spoiled: unknown = input
  const times = random.pick([1, 1, 1, 2, 5])
  for (let time = 0; time < times; time += 1) spoiled = spoilOnce(spoiled, random)
  return spoiled
}

function spoilOnce(value: unknown, random: Random): unknown {
  if (typeof value === 'string' && random.chance(0.3)) return spoilCursor(value, random)
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return hostileValue(random)
  const keys = Object.keys(value)
  if (Array.isArray(value))
    return random.chance(0.3)
      ? [...(value as unknown[]), hostileValue(random)]
      : value.map((item: unknown) => (random.chance(0.5) ? spoilOnce(item, random) : item))
  if (keys.length === 0 || random.chance(0.2)) return withStranger(value, random)
  const key = random.pick(keys)
  if (random.chance(0.1)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: spoilOnce(Reflect.get(value, key), random) }
}

const STRANGERS = [
  'role',
  'isAdmin',
  'userId',
  'id',
  'senderId',
  'createdAt',
  'actor',
  'password',
  '__proto__',
]

/** One key more than there should be. */
function withStranger(value: object, random: Random): object {
  const more: object = { ...value }
  const described = { value: hostileValue(random), enumerable: true, configurable: true, writable: true }
  Object.defineProperty(more, random.pick(STRANGERS), described)
  return more
}

/** A place in a list that somebody has written themselves. Any other text is cut, doubled, or mixed. */
function spoilCursor(text: string, random: Random): string {
  const decoded = Buffer.from(text, 'base64url').toString()
  if (decoded.startsWith('{')) {
    try {
      return Buffer.from(JSON.stringify(spoilOnce(JSON.parse(decoded), random))).toString('base64url')
    } catch {
      return text
    }
  }
  const at = random.below(text.length + 1)
  return random.pick([
    text.slice(0, at),
    text + text,
    `${text.slice(0, at)}\u0000${text.slice(at)}`,
    `${text.slice(0, at)}\ud800${text.slice(at)}`,
    text.toUpperCase(),
    Array.from(text).toReversed().join(''),
  ])
}
