import { UserId } from '@chatterly/protocol/ids'
import { hasCoturn, startCoturn } from '@chatterly/testing/coturn'
import { openTurnClient, type TurnCredential } from '@chatterly/testing/turn-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { iceServersFor } from './ice-servers.ts'

const SECRET = 'what only the two servers know'
const HOUR_MS = 3_600_000
const ada = UserId.parse('01890000-0000-7000-8000-00000000000a')
const stunUrls = ['stun:turn.example.org:3478']
const turnUrls = ['turn:turn.example.org:3478?transport=udp']

const serversFor = (options: { secret?: string; at?: Date; turnUrls?: string[] } = {}) =>
  iceServersFor({
    actor: { userId: ada },
    clock: { now: () => options.at ?? new Date() },
    callSettings: {
      ringSeconds: 30,
      stunUrls,
      turnUrls: options.turnUrls ?? turnUrls,
      turnSecret: options.secret ?? SECRET,
    },
  })

function credentialFor(options: { secret?: string; at?: Date } = {}): TurnCredential {
  const { username, credential } = serversFor(options).iceServers.at(-1) ?? {}
  if (!username || !credential) throw new Error('There is no credential')
  return { username, credential }
}

test('a credential names the person, and ends in ten minutes', () => {
  const at = new Date('2026-01-01T00:00:00.000Z')
  const { expiresAt, iceServers } = serversFor({ at })
  expect(expiresAt).toBe('2026-01-01T00:10:00.000Z')
  expect(iceServers.map(({ urls }) => urls)).toEqual([stunUrls, turnUrls])
  expect(credentialFor({ at }).username).toBe(`${at.getTime() / 1000 + 600}:${ada}`)
  expect(JSON.stringify(iceServers)).not.toContain(SECRET)
})

test('without a relay there is no credential', () => {
  expect(serversFor({ turnUrls: [] })).toEqual({ iceServers: [{ urls: stunUrls }], expiresAt: null })
})

describe.skipIf(!hasCoturn)('coturn, with the configuration we document', () => {
  let server: Awaited<ReturnType<typeof startCoturn>>
  beforeAll(async () => {
    server = await startCoturn(SECRET)
  })
  afterAll(() => server.stop())

  async function challenged() {
    const client = openTurnClient(server.port)
    onTestFinished(() => void client.close())
    expect(await client.ask()).toBe(401)
    return client
  }

  test('takes a credential of ours', async () => {
    const client = await challenged()
    expect(await client.allocate(credentialFor())).toBe(undefined)
  })

  test('refuses one that has ended, one made with another secret, and one whose end was moved', async () => {
    const ended = credentialFor({ at: new Date(Date.now() - HOUR_MS) })
    const forged = credentialFor({ secret: 'what somebody else guessed' })
    const moved = { ...credentialFor(), username: `${Math.floor(Date.now() / 1000) + 86_400}:${ada}` }
    for (const credential of [ended, forged, moved]) {
      expect(await (await challenged()).allocate(credential)).toBe(401)
    }
  })

  test('relays to the world, and not to this machine or the network around it', async () => {
    const client = await challenged()
    const credential = credentialFor()
    expect(await client.allocate(credential)).toBe(undefined)
    expect(await client.permit('8.8.8.8', credential)).toBe(undefined)
    for (const inside of [
      '127.0.0.1',
      '10.0.0.1',
      '172.16.3.4',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
    ])
      expect(await client.permit(inside, credential), inside).toBe(403)
  })
})
