import type { Random } from '../faults/random.ts'

const nested = (depth: number, isList: boolean): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = isList ? [value] : { a: value }
  return value
}

const manyKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]))

/** With keys that every object has, or that lead to what all objects share. As JSON brings them, not as literals do. */
const withKey = (key: string, value: unknown): unknown => JSON.parse(`{"${key}":${JSON.stringify(value)}}`)

const POISONED = [
  withKey('__proto__', { polluted: true }),
  withKey('constructor', { prototype: { polluted: true } }),
  withKey('toString', 'not a function'),
  withKey('hasOwnProperty', null),
  withKey('then', 'not a promise'),
  withKey('toJSON', 'x'),
]

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\ud83d',
  '\u202eabc\u2066',
  '\ufeff',
  '\u200b'.repeat(50),
  `e${'\u0301'.repeat(1000)}`,
  'x'.repeat(300),
  'x'.repeat(8001),
  'x'.repeat(40_000),
  '__proto__',
  'constructor',
  "'; drop table users; --",
  '${7*7}{{7*7}}',
  '%_%_%_%',
  '%00%0d%0a',
  '\\',
  '\\u0000',
  '../../../etc/passwd',
  'a\r\nSet-Cookie: x=1',
  '-1',
  '9223372036854775808',
  '1e400',
  'NaN',
  'null',
  'true',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '00000000-0000-0000-0000-000000000000:0',
  '00000000-0000-0000-0000-000000000000:999999999999999',
  '0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'infinity',
  '`'.repeat(2000),
  '> '.repeat(500),
  '['.repeat(1500),
  `${'*a_'.repeat(800)}`,
  '|a'.repeat(1000),
  'javascript:alert(1)',
]

const NUMBERS = [
  -1,
  0,
  0.5,
  -0.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e21,
  1e308,
  5e-324,
]

const OTHERS = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  ['x'],
  { $ne: null },
  { $gt: '' },
  { length: 1e9 },
  manyKeys(2000),
  nested(200, true),
  nested(200, false),
  nested(1000, true),
  ...POISONED,
]

export const hostileValue = (random: Random): unknown => random.pick(random.pick([TEXTS, NUMBERS, OTHERS]))

/** What is left when JSON ends in the middle, or was never any. Sent as it is. */
export const HOSTILE_JSON = [
  '',
  '{',
  '[',
  '"',
  '{"a":}',
  'undefined',
  'NaN',
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":true}}',
  '['.repeat(20_000),
  '{"a":'.repeat(8000),
  '9'.repeat(5000),
  '"\\ud800"',
  '\ufeff{}',
  '{"0":{},"__proto__":{"polluted":true}}',
  '[null,null]',
  'null',
  '0',
  '""',
  '{"json":{"a":1},"meta":{"values":{"__proto__":["map"]}}}',
]
