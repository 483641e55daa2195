import { addNetworkRule } from '@chatterly/domain/network/add-network-rule'
import { removeNetworkRule } from '@chatterly/domain/network/remove-network-rule'
import { networkRules } from '@chatterly/db/schema/network'
import { createWire } from '@chatterly/platform/testing/wire'
import type { NetworkAction } from '@chatterly/protocol/network/shapes'
import { openTestWorld } from '@chatterly/testing/test-world'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeCodeOf, openSocket, startProcess } from '../testing/process.ts'

const wire = await createWire(process.env.REDIS_URL ?? '')
const open = await openTestWorld({ redisUrl: wire.url })
const here = await startProcess({ ...open, env: { ...open.env, TRUST_PROXY: 1 } })
/** Milliseconds. Told by the bus. */
const SOON = { timeout: 1500 }

const statusFrom = async (address: string, path = '/trpc/auth.me') =>
  (await fetch(here.url + path, { headers: { 'x-forwarded-for': address } })).status

const rule = (action: NetworkAction, network: string) =>
  addNetworkRule(open.world, { action, network, note: '' })

afterEach(async () => {
  for (const { id } of await open.db.select().from(networkRules)) await removeNetworkRule(open.world, id)
  await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(200), SOON)
  await vi.waitFor(async () => expect(await statusFrom('2001:db8::9')).toBe(200), SOON)
})

describe('a blocked network', () => {
  test('is answered with words everywhere but at the health checks, and others are not touched', async () => {
    await rule('block', '203.0.113.0/24')
    await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(403), SOON)
    const answer = await fetch(`${here.url}/trpc/auth.me`, { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(await answer.json()).toMatchObject({ error: { data: { refusal: 'network.blocked' } } })
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    for (const path of ['/', '/nothing', '/trpc/auth.login', '/assets/x.js'])
      expect(await statusFrom('203.0.113.9', path)).toBe(403)
    for (const path of ['/livez', '/readyz']) expect(await statusFrom('203.0.113.9', path)).toBe(200)
    for (const near of ['203.0.112.255', '203.0.114.0', '2001:db8::1'])
      expect(await statusFrom(near)).toBe(200)
  })

  test('is blocked however its addresses are written', async () => {
    await rule('block', '::ffff:203.0.113.0/120')
    await rule('block', '2001:db8::/32')
    await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(403), SOON)
    for (const same of ['::ffff:203.0.113.9', '[::FFFF:CB00:7109]:80', '203.0.113.9:4711', '2001:DB8:0::9'])
      expect([same, await statusFrom(same)]).toEqual([same, 403])
    expect(await statusFrom('::ffff:203.0.112.9')).toBe(200)
  })

  test('opens no socket, and loses those it has', async () => {
    const { cookie } = await open.person('Ada')
    const from = (address: string) => ({ cookie, origin: here.url, 'x-forwarded-for': address })
    const [theirs, others] = [
      await openSocket(here, from('203.0.113.9')),
      await openSocket(here, from('198.51.100.1')),
    ]
    const code = closeCodeOf(theirs.socket)
    await rule('block', '203.0.113.9')
    expect(await code).toBe(1008)
    expect(others.socket.readyState).toBe(others.socket.OPEN)
    expect((await openSocket(here, from('203.0.113.9'))).status).toBe(403)
    expect((await openSocket(here, from('203.0.113.8'))).status).toBe(101)
  })

  test('is asked before any credential, and of sockets that have not yet said whose they are', async () => {
    const ada = await open.person('Ada')
    const { token } = await ada.call.tokens.create({ name: 'Backup', scopes: ['read'] })
    const { ticket } = await ada.call.auth.ticket()
    const from = { 'x-forwarded-for': '203.0.113.9' }
    const stranger = await openSocket(here, from, '?connectionParams=1')
    expect(stranger.status).toBe(101)
    const code = closeCodeOf(stranger.socket)
    await rule('block', '203.0.113.9')
    expect(await code).toBe(1008)
    expect((await openSocket(here, { ...from, authorization: `Bearer ${token}` })).status).toBe(403)
    expect((await openSocket(here, from, `?ticket=${ticket}`)).status).toBe(403)
    const elsewhere = { 'x-forwarded-for': '203.0.113.8' }
    expect((await openSocket(here, { ...elsewhere, authorization: `Bearer ${token}` })).status).toBe(101)
    expect((await openSocket(here, elsewhere, `?ticket=${ticket}`)).status).toBe(101)
  })
})

describe('a network that is allowed', () => {
  test('is the only one then, and a block within it still counts', async () => {
    const { id } = await rule('allow', '198.51.100.0/24')
    await rule('block', '198.51.100.66')
    await vi.waitFor(async () => expect(await statusFrom('198.51.100.66')).toBe(403), SOON)
    expect(await statusFrom('198.51.100.1')).toBe(200)
    for (const outside of ['203.0.113.9', '2001:db8::1', 'nonsense', '127.0.0.1'])
      expect([outside, await statusFrom(outside)]).toEqual([outside, 403])
    await removeNetworkRule(open.world, id)
    await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(200), SOON)
  })
})

test('a rule written by hand, while Redis is away, counts within ten seconds', {
  timeout: 30_000,
}, async () => {
  await wire.cut()
  onTestFinished(() => wire.mend())
  await open.db.execute(sql`insert into network_rules (action, network) values ('block', '203.0.113.0/24')`)
  await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(403), {
    timeout: 12_000,
    interval: 200,
  })
  await open.db.delete(networkRules)
  await vi.waitFor(async () => expect(await statusFrom('203.0.113.9')).toBe(200), {
    timeout: 12_000,
    interval: 200,
  })
})

test('what is no network is no rule; what stands behind its own bits is left out', async () => {
  const bad = sql`insert into network_rules (action, network) values ('block', 'nonsense')`
  await expect(open.db.execute(bad)).rejects.toThrow()
  const { network, id } = await addNetworkRule(open.world, {
    action: 'block',
    network: '192.0.2.9/24',
    note: 'a',
  })
  const again = await addNetworkRule(open.world, { action: 'block', network: '192.0.2.0/24', note: 'b' })
  expect(network).toBe('192.0.2.0/24')
  expect(again).toMatchObject({ id, note: 'b' })
  await removeNetworkRule(open.world, id)
  await removeNetworkRule(open.world, id)
  expect(await open.db.select().from(networkRules)).toEqual([])
})
