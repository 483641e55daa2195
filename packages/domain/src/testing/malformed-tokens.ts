import { createHmac, generateKeyPairSync, randomUUID, sign as signBytes } from 'node:crypto'
import { createSecrets } from '@chatterly/platform/secrets'
import { UserId } from '@chatterly/protocol/ids'

/** The moment at which the genuine token is valid, in milliseconds. */
export const NOW = Date.parse('2026-03-01T12:00:00Z')
const SECONDS = NOW / 1000
const secrets = createSecrets(['the secret of this year, thirty-two+'])
export const ring = secrets.keyOf('access-token')
export const ada = { userId: UserId.parse(randomUUID()), sessionHash: 'a'.repeat(64) }

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const hmac = (text: string, key: Buffer = ring.current.bytes, digest = 'sha256') =>
  createHmac(digest, key).update(text).digest('base64url')

export const header = { alg: 'HS256', typ: 'at+jwt', kid: ring.current.id }
export const claims = {
  sid: ada.sessionHash,
  sub: ada.userId,
  jti: randomUUID(),
  iss: 'https://chat.example.org',
  aud: 'chatterly-api',
  iat: SECONDS,
  exp: SECONDS + 900,
}

/** Signed with our own key, whatever it says. */
function forged(head: unknown, body: unknown): string {
  const text = `${part(head)}.${part(body)}`
  return `${text}.${hmac(text)}`
}

const without = (given: object, name: string) =>
  Object.fromEntries(Object.entries(given).filter(([each]) => each !== name))

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const signedByRsa = (head: object) => {
  const text = `${part(head)}.${part(claims)}`
  return `${text}.${signBytes('sha256', Buffer.from(text), privateKey).toString('base64url')}`
}

type Case = [name: string, token: string]

const algorithms: Case[] = [
  ...[
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    null,
    'HS384',
    'HS512',
    'hs256',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    'dir',
  ].flatMap((alg): Case[] => {
    const text = `${part({ ...header, alg })}.${part(claims)}`
    return [
      [`alg ${alg}, no signature`, `${text}.`],
      [`alg ${alg}, signed with our key`, `${text}.${hmac(text)}`],
    ]
  }),
  ['no algorithm at all', forged(without(header, 'alg'), claims)],
  ['a key pair’s signature', signedByRsa({ ...header, alg: 'RS256' })],
  ['a key pair’s signature said to be ours', signedByRsa(header)],
  [
    'HS384 said to be HS256',
    ((text) => `${text}.${hmac(text, ring.current.bytes, 'sha384')}`)(`${part(header)}.${part(claims)}`),
  ],
  [
    'HS512 said to be HS256',
    ((text) => `${text}.${hmac(text, ring.current.bytes, 'sha512')}`)(`${part(header)}.${part(claims)}`),
  ],
  ...(['spki', 'pkcs1'] as const).map((type): Case => {
    const text = `${part(header)}.${part(claims)}`
    const pem = Buffer.from(publicKey.export({ type, format: 'pem' }))
    return [`HS256 with a public key (${type}) for its secret`, `${text}.${hmac(text, pem)}`]
  }),
]

const keyIds: Case[] = [
  '../../../../dev/null',
  '/dev/null',
  '/proc/sys/kernel/randomize_va_space',
  "' or 1=1 --",
  "x' union select 'secret' --",
  '; select pg_sleep(5)',
  '__proto__',
  'constructor',
  'https://evil.example/key',
  '',
  ' ',
  '0',
  ring.current.id.toUpperCase().replace(/^\d+$/, 'X'),
  `${ring.current.id}\u0000`,
  'x'.repeat(10_000),
  null,
  0,
  true,
  [ring.current.id],
  { id: ring.current.id },
].flatMap((kid): Case[] => {
  if (kid === ring.current.id) return []
  const text = `${part({ ...header, kid })}.${part(claims)}`
  const name = JSON.stringify(kid).slice(0, 40)
  return [
    [`kid ${name}, signed with our key`, `${text}.${hmac(text)}`],
    [`kid ${name}, signed with an empty key`, `${text}.${hmac(text, Buffer.alloc(0))}`],
    [`kid ${name}, signed with its own name`, `${text}.${hmac(text, Buffer.from(JSON.stringify(kid)))}`],
  ]
})

const headers: Case[] = [
  ['no kid', forged(without(header, 'kid'), claims)],
  ...[
    { jku: 'https://evil.example/jwks.json' },
    { x5u: 'https://evil.example/cert.pem' },
    { x5c: ['MIIB'] },
    { x5t: 'abc' },
    { jwk: { kty: 'oct', k: part('a key of theirs') } },
    { crit: ['exp'] },
    { crit: ['b64'], b64: false },
    { crit: [] },
    { cty: 'JWT' },
    { zip: 'DEF' },
    { enc: 'A256GCM' },
    { nonce: '1' },
  ].map(
    (extra): Case => [`a header with ${Object.keys(extra).join()}`, forged({ ...header, ...extra }, claims)],
  ),
  ...['JWT', 'jwt', 'refresh+jwt', 'mail+jwt', 'dpop+jwt', '', null, 1].map(
    (typ): Case => [`typ ${typ}`, forged({ ...header, typ }, claims)],
  ),
  ['no typ', forged(without(header, 'typ'), claims)],
]

const contents: Case[] = [
  ...Object.keys(claims).map((name): Case => [`no ${name}`, forged(header, without(claims, name))]),
  ...Object.keys(claims).flatMap((name) =>
    [null, '', {}, [], true, -1, 'x'].map(
      (value): Case => [`${name} is ${JSON.stringify(value)}`, forged(header, { ...claims, [name]: value })],
    ),
  ),
  ...Object.entries({
    sub: randomUUID(),
    sid: 'b'.repeat(64),
    exp: SECONDS + 9e9,
    iat: SECONDS,
    aud: 'chatterly-api',
  }).flatMap(([name, value]): Case[] => {
    const twice = JSON.stringify(claims).replace(/}$/, `,"${name}":${JSON.stringify(value)}}`)
    const first = JSON.stringify(claims).replace(/^\{/, `{"${name}":${JSON.stringify(value)},`)
    return [
      [`${name} said again at the end`, forged(header, twice)],
      [`${name} said first as something else`, forged(header, first)],
    ]
  }),
  ['alg said twice', forged(JSON.stringify(header).replace(/^\{/, '{"alg":"none",'), claims)],
  ...[
    'https://evil.example',
    'https://chat.example.org/',
    'https://chat.example.org.evil.example',
    'chatterly',
  ].map((iss): Case => [`of ${iss}`, forged(header, { ...claims, iss })]),
  ...['chatterly', 'chatterly-mail', ['chatterly-api'], ['chatterly-api', 'other'], 'CHATTERLY-API'].map(
    (aud): Case => [`for ${JSON.stringify(aud)}`, forged(header, { ...claims, aud })],
  ),
  ['ended a second ago', forged(header, { ...claims, iat: SECONDS - 60, exp: SECONDS - 1 })],
  ['ends now', forged(header, { ...claims, iat: SECONDS - 60, exp: SECONDS })],
  ['made in the future', forged(header, { ...claims, iat: SECONDS + 60, exp: SECONDS + 960 })],
  ['made too long ago, though it has not ended', forged(header, { ...claims, iat: SECONDS - 901 })],
  ['not valid yet', forged(header, { ...claims, nbf: SECONDS + 60 })],
  ['with a claim we do not write', forged(header, { ...claims, scope: 'admin' })],
  ['its times are texts', forged(header, { ...claims, iat: String(SECONDS), exp: String(SECONDS + 900) })],
  ['its content is a list', forged(header, [claims])],
  ['its content is no object', forged(header, '"ada"')],
  ['its content is no JSON', forged(header, 'sub=ada')],
]

/** Put together by the rules, and valid: what each of the others is compared with. */
export const good = forged(header, claims)

const shapes: Case[] = [
  ...[
    '',
    '.',
    '..',
    '...',
    'x',
    'a.b.c',
    'Bearer',
    '{}',
    'null',
    `${good}.`,
    `.${good}`,
    `${good}.${good}`,
    ` ${good}`,
    `${good}=`,
    `${good} `,
    good.replace('.', '..'),
    good.replaceAll('.', ','),
    part(good),
    good.toLowerCase(),
    encodeURIComponent(`${good}\n`),
  ].map((token): Case => [`shaped like ${token.slice(0, 30)}`, token]),
  ['without its signature', good.slice(0, good.lastIndexOf('.') + 1)],
  ['huge', forged(header, { ...claims, jti: 'x'.repeat(100_000) })],
  ['deep', forged(header, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)],
  ['five parts, as what is encrypted has', `${good}.a.b`],
  [
    'another installation’s',
    (() => {
      const text = `${part(header)}.${part(claims)}`
      return `${text}.${hmac(text, createSecrets(['the secret of somebody else, 32 or more']).keyOf('access-token').current.bytes)}`
    })(),
  ],
  [
    'signed with our key for something else',
    (() => {
      const text = `${part(header)}.${part(claims)}`
      return `${text}.${hmac(text, secrets.keyOf('second-factor').current.bytes)}`
    })(),
  ],
]

/** Every tenth sign changed, and cut off there. */
const damaged: Case[] = Array.from({ length: Math.floor(good.length / 10) }, (_, n) => n * 10).flatMap(
  (at): Case[] => [
    [`sign ${at} changed`, good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1)],
    [`cut off at ${at}`, good.slice(0, at)],
  ],
)

/** Tokens that look like ours in some way and are not. */
export const malformed = [...algorithms, ...keyIds, ...headers, ...contents, ...shapes, ...damaged]
