import { createSecrets } from '@chatterly/platform/secrets'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ada, claims, good, header, malformed, NOW, ring } from '../testing/malformed-tokens.ts'
import { createAccessTokens } from './access-tokens.ts'

function issuer({ at = NOW, ringOf = ring, name = 'https://chat.example.org' } = {}) {
  const clock = { time: at, now: () => new Date(clock.time) }
  return { clock, ...createAccessTokens({ ring: ringOf, clock, issuer: name }) }
}

const strict = issuer()

describe('an access token', () => {
  test('speaks for who it was signed for, and so does one put together by the rules', async () => {
    const { sign, verify } = issuer()
    const { accessToken, expiresAt } = await sign(ada)
    expect(await verify(accessToken)).toMatchObject(ada)
    expect(expiresAt.getTime()).toBe(NOW + 900_000)
    expect(await verify(good)).toMatchObject(ada)
  })

  test('says nothing but what the rules name', async () => {
    const { accessToken } = await issuer().sign(ada)
    const [head = '', body = ''] = accessToken.split('.')
    const said = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString()) as object
    expect(said(head)).toEqual(header)
    expect(Object.keys(said(body)).sort()).toEqual(Object.keys(claims).sort())
  })

  test('ends after a quarter of an hour, also one that is remembered', async () => {
    const { sign, verify, clock } = issuer()
    const { accessToken } = await sign(ada)
    clock.time += 899_000
    expect(await verify(accessToken)).not.toBeNull()
    clock.time += 1_000
    expect(await verify(accessToken)).toBeNull()
    expect(await issuer({ at: clock.time }).verify(accessToken)).toBeNull()
  })

  test('survives a new secret in front of its own, and not the loss of its own', async () => {
    const { accessToken } = await issuer().sign(ada)
    const [old, recent] = ['the secret of this year, thirty-two+', 'the secret of next year, thirty-two+']
    const verifyWith = (list: string[]) =>
      issuer({ ringOf: createSecrets(list).keyOf('access-token') }).verify(accessToken)
    expect(await verifyWith([recent, old])).toMatchObject(ada)
    expect(await verifyWith([recent])).toBeNull()
  })

  test('of two is never the same', async () => {
    const { sign } = issuer()
    expect((await sign(ada)).accessToken).not.toBe((await sign(ada)).accessToken)
  })
})

describe('what is no access token of ours', () => {
  test('there are at least two hundred of them, all different', () => {
    expect(new Set(malformed.map(([, token]) => token)).size).toBeGreaterThan(200)
    process.stdout.write(`malformed access tokens: ${malformed.length}\n`)
  })

  test.each(malformed)('is refused: %s', async (_name, token) => {
    expect(await strict.verify(token)).toBeNull()
  })

  test('is refused when any one bit of it is flipped, and when it is anything at all', {
    timeout: 20_000,
  }, async () => {
    const { verify } = strict
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(6), async (at, bit) => {
        const sign = String.fromCharCode(good.charCodeAt(at) ^ (1 << bit))
        expect(await verify(good.slice(0, at) + sign + good.slice(at + 1))).toBeNull()
      }),
      { numRuns: 100 },
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        expect(await verify(text)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })
})
