import { conversationOf, openTestWorld, type Person, say } from '@chatterly/testing/test-world'
import { describe, expect, test } from 'vitest'
import { startProcess } from '../testing/process.ts'
import { askRest } from '../testing/rest.ts'

const world = await openTestWorld()
const here = await startProcess(world)
const ada = await world.person('Ada')
const grace = await world.person('Grace')
const mary = await world.person('Mary')

const ask = (person: Person, line: `${string} /${string}`, body?: unknown) =>
  askRest(here, line, { headers: { cookie: person.cookie, origin: here.url }, body })
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { code: string } }).error?.code

describe('people', () => {
  test('are searched, looked at, and change themselves alone', async () => {
    const found = await ask(ada, 'GET /users?search=grace&limit=5')
    expect(found.body).toMatchObject({ items: [{ id: grace.id }], nextCursor: null })
    expect((await ask(ada, `GET /users/${grace.id}`)).body).toMatchObject({ displayName: 'Grace' })
    expect(codeOf(await ask(ada, `GET /users/${crypto.randomUUID()}`))).toBe('user.not_found')

    expect((await ask(ada, `PATCH /users/${ada.id}`, { display_name: 'Ada L.' })).body).toMatchObject({
      displayName: 'Ada L.',
    })
    expect((await ask(ada, 'PUT /users/me', { bio: 'Analyst' })).body).toMatchObject({ bio: 'Analyst' })
    expect(codeOf(await ask(ada, `PATCH /users/${grace.id}`, { bio: 'Mine' }))).toBe('user.forbidden')
    expect(codeOf(await ask(ada, `PATCH /users/${crypto.randomUUID()}`, { bio: 'Mine' }))).toBe(
      'user.forbidden',
    )
    expect((await askRest(here, `PATCH /users/${grace.id}`, { body: { bio: 'Mine' } })).status).toBe(401)
  })
})

describe('conversations', () => {
  test('begin with people, by the words of others too', async () => {
    const pair = await ask(ada, 'POST /conversations', { participant_ids: [grace.id] })
    expect([pair.status, pair.body]).toMatchObject([201, { kind: 'direct' }])
    const titled = { participant_ids: [grace.id, mary.id], title: 'Engines' }
    const group = await ask(ada, 'POST /conversations', titled)
    expect(group.body).toMatchObject({ kind: 'group', name: 'Engines', memberCount: 3 })
    const channel = { type: 'channel', name: 'Notes', description: 'All of them', member_ids: [] }
    expect((await ask(ada, 'POST /conversations', channel)).body).toMatchObject({
      kind: 'channel',
      topic: 'All of them',
    })
    const nameless = await ask(ada, 'POST /conversations', { type: 'channel', participant_ids: [] })
    expect([nameless.status, codeOf(nameless)]).toEqual([422, 'conversation.name_required'])
    expect(nameless.body).toMatchObject({ errors: [{ path: '', message: 'Give the channel a name.' }] })
    const wrong = await ask(ada, 'POST /conversations', { participant_ids: ['nobody'] })
    expect(wrong.body).toMatchObject({ errors: [{ path: 'participant_ids[0]' }] })
  })

  test('are made once for one key', async () => {
    const make = (key: string, title: string) =>
      askRest(here, 'POST /conversations', {
        headers: { cookie: ada.cookie, origin: here.url, 'idempotency-key': key },
        body: { participant_ids: [grace.id, mary.id], title },
      })
    const key = crypto.randomUUID()
    const [first, second] = [await make(key, 'Once'), await make(key, 'Once')]
    expect(second.body).toMatchObject({ id: (first.body as { id: string }).id })
    expect(codeOf(await make(key, 'Other'))).toBe('idempotency.key_reused')
  })

  test('are listed in pages that link to each other, and may be shown again for a moment', async () => {
    const kay = await world.person('Kay')
    const ids = [
      await conversationOf(kay, [ada]),
      await conversationOf(kay, [grace]),
      await conversationOf(kay, [mary]),
    ]
    const first = await ask(kay, 'GET /conversations?limit=2')
    expect(first.headers.get('cache-control')).toBe('private, max-age=5')
    const [, next = ''] = /^<\/api\/v1(\/[^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '') ?? []
    const second = await ask(kay, `GET ${next as `/${string}`}`)
    const seen = [first, second].flatMap(({ body }) => (body as { items: { id: string }[] }).items)
    expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(second.headers.get('link')).toBeNull()
  })

  test('are renamed by those who keep them', async () => {
    const id = await conversationOf(ada, [grace, mary], 'group')
    expect((await ask(ada, `PATCH /conversations/${id}`, { title: 'Renamed' })).body).toMatchObject({
      name: 'Renamed',
    })
    expect(codeOf(await ask(grace, `PATCH /conversations/${id}`, { title: 'Mine' }))).toBe(
      'conversation.forbidden',
    )
    expect((await ask(grace, `GET /conversations/${id}`)).body).toMatchObject({ name: 'Renamed' })
  })

  test('are left by members and deleted by owners with the same word', async () => {
    const id = await conversationOf(ada, [grace, mary], 'group')
    expect((await ask(grace, `DELETE /conversations/${id}`)).status).toBe(200)
    expect((await ask(ada, `GET /conversations/${id}`)).body).toMatchObject({ memberCount: 2 })
    expect((await ask(ada, `DELETE /conversations/${id}`)).status).toBe(200)
    for (const person of [ada, mary]) expect((await ask(person, `GET /conversations/${id}`)).status).toBe(404)
  })

  test('name who is in them, as participants and as memberships', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    expect((await ask(ada, `POST /conversations/${id}/participants`, { user_id: mary.id })).status).toBe(201)
    const { body } = await ask(ada, `GET /conversations/${id}/participants`)
    expect(body).toMatchObject({ items: [{ user: { id: ada.id } }, {}, { user: { id: mary.id } }] })
    const promoted = await ask(ada, `PATCH /conversations/${id}/participants/${grace.id}`, { role: 'admin' })
    expect(promoted.status).toBe(200)
    expect(
      codeOf(await ask(grace, `PATCH /conversations/${id}/participants/${grace.id}`, { role: 'owner' })),
    ).toBe('member.forbidden')
    expect((await ask(grace, `DELETE /conversations/${id}/participants/${mary.id}`)).status).toBe(200)
    expect((await ask(grace, `POST /conversations/${id}/memberships`, { user_id: mary.id })).status).toBe(201)
    expect((await ask(ada, `DELETE /conversations/${id}/memberships/${mary.id}`)).status).toBe(200)
    expect((await ask(mary, `GET /conversations/${id}`)).status).toBe(404)
  })

  test('of others are not there', async () => {
    const id = await conversationOf(ada, [grace], 'group')
    await say(ada, id, 'Among us')
    const foreign = await ask(mary, `GET /conversations/${id}/messages`)
    const missing = await ask(mary, `GET /conversations/${crypto.randomUUID()}/messages`)
    expect([foreign.status, foreign.text]).toEqual([404, missing.text])
  })
})
