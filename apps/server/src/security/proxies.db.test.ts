import { openTestWorld } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { openSocket, startProcess } from '../testing/process.ts'

const world = await openTestWorld()
const CLIENT = '198.51.100.7'

/** With one question a minute for each address, who is counted as somebody else is seen at once. */
async function strictServer(trustProxy: boolean | number | string) {
  const open = await openTestWorld({
    databaseUrl: world.env.DATABASE_URL,
    rateLimitScale: 1 / 300,
    settings: { REDIS_PREFIX: `t${crypto.randomUUID()}`, REDIS_KEY_PREFIXES: 'true' },
  })
  return startProcess({ ...open, env: { ...open.env, TRUST_PROXY: trustProxy } })
}

const ask = async ({ url }: { url: string }, headers: Record<string, string> = {}) =>
  (await fetch(`${url}/trpc/auth.me`, { headers })).status

/** What somebody may claim about where they come from. */
const claims = [
  '10.0.0.1',
  '127.0.0.1',
  '::1',
  '0.0.0.0',
  '255.255.255.255',
  '203.0.113.9',
  '2001:db8::1',
  '[2001:db8::1]',
  '[2001:db8::1]:4711',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '203.0.113.9:80',
  '0300.0.0.1',
  '0x7f.1',
  '2130706433',
  '127.1',
  'localhost',
  'unknown',
  '_hidden',
  '-',
  '*',
  '"203.0.113.9"',
  'for=203.0.113.9',
  '203.0.113.9;proto=https',
  '127.0.0.1, 10.0.0.1',
  '127.0.0.1,10.0.0.1,203.0.113.9',
  ', , ,',
  '203.0.113.9,',
  `${'10.0.0.1, '.repeat(100)}10.0.0.1`,
  'a'.repeat(2000),
  '%00',
  '../../etc/passwd',
  "' or 1=1 --",
  '203.0.113.9 198.51.100.8',
]

/** Headers that one proxy or another sets. */
const otherHeaders: Record<string, string>[] = [
  ...['203.0.113.9', '127.0.0.1'].flatMap((address) =>
    [
      'x-real-ip',
      'x-client-ip',
      'client-ip',
      'true-client-ip',
      'cf-connecting-ip',
      'fastly-client-ip',
      'x-cluster-client-ip',
      'x-forwarded',
      'x-original-forwarded-for',
      'x-remote-addr',
      'x-envoy-external-address',
      'via',
    ].map((name) => ({ [name]: address })),
  ),
  { forwarded: 'for=203.0.113.9;proto=https;host=evil.example' },
  { forwarded: 'for="[2001:db8::1]:4711"' },
  { forwarded: 'for=_hidden, for=203.0.113.9' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-proto': 'https' },
  { 'x-forwarded-port': '443' },
  { 'x-forwarded-server': 'evil.example' },
  { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9', 'x-real-ip': '203.0.113.9' },
]

test('there are enough of them', () => {
  expect(claims.length + otherHeaders.length).toBeGreaterThanOrEqual(50)
})

describe('without a trusted proxy', () => {
  test('whatever is claimed, everybody is counted by where they come from', async () => {
    const here = await strictServer(false)
    expect(await ask(here)).toBe(200)
    for (const headers of [...claims.map((claim) => ({ 'x-forwarded-for': claim })), ...otherHeaders])
      expect([JSON.stringify(headers), await ask(here, headers)]).toEqual([JSON.stringify(headers), 429])
  })
})

describe.each([
  ['one hop', 1],
  ['loopback', 'loopback'],
  ['a list', '127.0.0.0/8, ::1'],
] as const)('behind a trusted proxy (%s)', (_name, trustProxy) => {
  test('whatever is claimed before it, the address that the proxy adds counts', async () => {
    const here = await strictServer(trustProxy)
    const through = (claim: string, address: string) => ({ 'x-forwarded-for': `${claim}, ${address}` })
    expect(await ask(here, { 'x-forwarded-for': CLIENT })).toBe(200)
    for (const claim of claims) expect([claim, await ask(here, through(claim, CLIENT))]).toEqual([claim, 429])
    for (const headers of otherHeaders) {
      if ('x-forwarded-for' in headers) continue
      expect(await ask(here, { ...headers, 'x-forwarded-for': CLIENT }), JSON.stringify(headers)).toBe(429)
    }
    expect(await ask(here, through('10.0.0.1', '198.51.100.8')), 'somebody else').toBe(200)
  })

  test('one client is one, however its address is written and wherever in its network it is', async () => {
    const here = await strictServer(trustProxy)
    const from = (address: string) => ask(here, { 'x-forwarded-for': address })
    expect(await from(CLIENT)).toBe(200)
    for (const same of [`::ffff:${CLIENT}`, `${CLIENT}:4711`, `[::FFFF:C633:6407]`, ` ${CLIENT} `])
      expect([same, await from(same)]).toEqual([same, 429])
    expect(await from('2001:db8:1:2::1')).toBe(200)
    for (const same of ['2001:db8:1:2::2', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '[2001:db8:1:2::9]:80'])
      expect([same, await from(same)]).toEqual([same, 429])
    expect(await from('2001:db8:1:3::1'), 'the next network').toBe(200)
    expect(await from('nonsense')).toBe(200)
    expect(await from('other nonsense'), 'all that is no address is one').toBe(429)
  })
})

test('a claimed host or scheme makes no other origin ours', async () => {
  const open = await openTestWorld({ databaseUrl: world.env.DATABASE_URL })
  const here = await startProcess({ ...open, env: { ...open.env, TRUST_PROXY: true } })
  const { cookie } = await world.person('Ada')
  const claimed = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-host': 'evil.example',
  }
  const origin = 'https://evil.example'
  const answer = await fetch(`${here.url}/trpc/auth.logout`, {
    method: 'POST',
    headers: { cookie, origin, ...claimed, 'content-type': 'application/json' },
  })
  expect(answer.status).toBe(403)
  expect((await openSocket(here, { cookie, origin, ...claimed })).status).toBe(403)
  expect((await openSocket(here, { cookie, origin: here.url, ...claimed })).status).toBe(101)
})
