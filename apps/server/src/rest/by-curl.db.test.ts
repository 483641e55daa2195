import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { deviations } from '../testing/contract.ts'
import { curl } from '../testing/curl.ts'
import { LATER, owedPaths } from '../testing/owed-paths.ts'
import { startProgram } from '../testing/program.ts'

const world = await openTestWorld()

type Request = {
  at?: Record<string, string>
  search?: string
  by?: string
  body?: object
  headers?: string[]
}
/** What of the answers is needed below. */
type Answer = {
  accessToken: string
  refreshToken: string
  user: { id: string }
  id: string
  bio: string
  name: string
  body: string
  items: { id: string }[]
}

/** Asks paths as the table writes them, and holds each answer against the document. */
function asker(url: string) {
  const asked = new Set<string>()
  async function ask(line: string, { at = {}, search = '', by, body, headers = [] }: Request = {}) {
    const [method = '', template = ''] = line.split(' ')
    const path = template.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(at[name] ?? ''))
    const sent = [
      ...(by ? [`Authorization: Bearer ${by}`] : []),
      ...(body ? ['Content-Type: application/json'] : []),
      ...headers,
    ].flatMap((header) => ['--header', header])
    const data = body ? ['--data', JSON.stringify(body)] : []
    const address = `${url}/api/v1${path}${search}`
    const answer = await curl('--request', method, address, ...sent, ...data)
    const contentType = answer.headers.get('content-type')
    const said = `${line} ${answer.status} ${JSON.stringify(answer.body)}`
    expect(deviations({ method, path: decodeURIComponent(path) }, { ...answer, contentType }), said).toEqual(
      [],
    )
    expect([200, 201], said).toContain(answer.status)
    asked.add(line)
    return { ...answer, body: answer.body as Answer }
  }
  return { ask, asked }
}

test('every path of the table answers curl as documented', { timeout: 120_000 }, async () => {
  const { url } = await startProgram(world, { SEED_DEMO: 'true' })
  const { ask, asked } = asker(url)
  const password = 'chatterly-demo'

  const carol = { email: 'carol@example.org', username: 'carol', password: 'long enough' }
  const registered = await ask('POST /auth/register', { body: carol })
  expect(registered.headers.get('authorization')).toBe(`Bearer ${registered.body.accessToken}`)
  const carolId = registered.body.user.id
  const tokens = await ask('POST /auth/login', { body: { email: 'alice', password } })
  expect(tokens.headers.get('authorization')).toBe(`Bearer ${tokens.body.accessToken}`)
  const by = tokens.body.accessToken
  const bobs = await ask('POST /auth/login', { body: { email: 'bob', password } })
  const byBob = bobs.body.accessToken
  const { body: bob } = await ask('GET /auth/me', { by: byBob })
  const userId = bob.id

  const dave = { email: 'dave@example.org', username: 'dave', password: 'long enough' }
  expect((await ask('POST /users', { body: { user: dave } })).headers.get('set-cookie')).toMatch(
    /^chatterly=/,
  )
  const signedIn = await ask('POST /users/sign_in', { body: { user: { email: 'alice', password } } })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const withCookie = [`Cookie: ${cookie}`, `Origin: ${url}`]
  await ask('DELETE /users/sign_out', { headers: withCookie })

  const { body: me } = await ask('GET /users/me', { by })
  expect((await ask('GET /users', { search: '?search=bob', by })).body.items[0]?.id).toBe(userId)
  await ask('PATCH /users/me', { by, body: { bio: 'One' } })
  await ask('PUT /users/me', { by, body: { bio: 'Two' } })
  await ask('PATCH /users/:id', { at: { id: me.id }, by, body: { bio: 'Three' } })
  expect((await ask('GET /users/:id', { at: { id: me.id }, by: byBob })).body.bio).toBe('Three')

  const make = { type: 'group', title: 'Engines', participant_ids: [userId] }
  const { body: group } = await ask('POST /conversations', { by, body: make })
  const at = { id: group.id, userId, membershipId: userId }
  expect((await ask('GET /conversations', { by })).body.items[0]?.id).toBe(at.id)
  await ask('GET /conversations/:id', { at, by })
  expect((await ask('PATCH /conversations/:id', { at, by, body: { title: 'Looms' } })).body.name).toBe(
    'Looms',
  )
  await ask('POST /conversations/:id/participants', { at, by, body: { participant_id: carolId } })
  const carolsPlace = { ...at, userId: carolId, membershipId: carolId }
  await ask('PATCH /conversations/:id/participants/:userId', { at, by, body: { role: 'admin' } })
  await ask('PATCH /conversations/:id/participants/:userId', { at, by, body: { role: 'member' } })
  await ask('DELETE /conversations/:id/participants/:userId', { at: carolsPlace, by })
  await ask('POST /conversations/:id/memberships', { at, by, body: { id: carolId } })
  await ask('DELETE /conversations/:id/memberships/:membershipId', { at: carolsPlace, by })
  expect((await ask('GET /conversations/:id/participants', { at, by })).body.items).toHaveLength(2)

  const said = await ask('POST /conversations/:id/messages', { at, by, body: { content: 'Hello' } })
  const ofIt = { id: said.body.id, emoji: '👍' }
  const place = { ...at, messageId: ofIt.id }
  expect((await ask('GET /conversations/:id/messages', { at, by: byBob })).headers.get('etag')).toMatch(/^"/)
  await ask('PATCH /conversations/:id/messages/:messageId', { at: place, by, body: { content: 'Hello Bob' } })
  const read = await ask('GET /conversations/:id/messages/:messageId', { at: place, by: byBob })
  expect(read.body.body).toBe('Hello Bob')
  const reaction = { message_id: ofIt.id, emoji: '🚀' }
  const { body: made } = await ask('POST /reactions', { by: byBob, body: reaction })
  await ask('DELETE /reactions/:id', { at: { id: made.id }, by: byBob })
  await ask('POST /messages/:id/reactions', { at: ofIt, by: byBob, body: { emoji: ofIt.emoji } })
  await ask('DELETE /messages/:id/reactions/:emoji', { at: ofIt, by: byBob })
  await ask('POST /messages/:id/read', { at: ofIt, by: byBob })
  expect((await ask('GET /messages/:id/receipts', { at: ofIt, by })).body.items).toHaveLength(1)
  await ask('DELETE /conversations/:id/messages/:messageId', { at: place, by })

  const calls = '/conversations/:id/calls'
  const call = async () => {
    const { body } = await ask(`POST ${calls}`, { at, by, body: { call_type: 'voice' } })
    return { ...at, callId: body.id }
  }
  const first = await call()
  await ask(`GET ${calls}/active`, { at, by: byBob })
  await ask(`PUT ${calls}/:callId/accept`, { at: first, by: byBob, body: { device: crypto.randomUUID() } })
  await ask(`DELETE ${calls}/:callId`, { at: first, by })
  await ask(`PUT ${calls}/:callId/decline`, { at: await call(), by: byBob })

  await ask('DELETE /conversations/:id', { at, by: byBob })
  await ask('DELETE /conversations/:id', { at, by })
  const refreshed = await ask('POST /auth/refresh', { body: { refresh_token: tokens.body.refreshToken } })
  await ask('DELETE /auth/logout', { by: refreshed.body.accessToken })
  const ended = await curl(`${url}/api/v1/auth/me`, '--header', `Authorization: Bearer ${by}`)
  expect([ended.status, ended.body]).toMatchObject([401, { error: { code: 'auth.signed_out' } }])

  expect(owedPaths.filter((line) => !asked.has(line))).toEqual(LATER)
  expect([...asked].filter((line) => !owedPaths.includes(line))).toEqual([])
})
