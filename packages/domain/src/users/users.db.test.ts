import { users } from '@chatterly/db/schema/users'
import { openTestWorld, UNOPENED_HASH } from '@chatterly/testing/test-world'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

const world = await openTestWorld()
const zoe = await world.person('Zoe')
const jose = await world.person('José')
const refusal = (code: string) => ({ cause: { code } })
const search = async (query: string) =>
  (await zoe.call.users.search({ query })).items.map((user) => user.displayName)

test('one’s own profile has the e-mail, nobody else’s', async () => {
  expect(await zoe.call.users.me()).toHaveProperty('email')
  expect(await zoe.call.users.get({ userId: jose.id })).toEqual({
    id: jose.id,
    displayName: 'José',
    username: expect.any(String),
    bio: '',
  })
  await expect(zoe.call.users.get({ userId: crypto.randomUUID() })).rejects.toMatchObject(
    refusal('user.not_found'),
  )
})

describe('search', () => {
  test.each(['jose', 'JOSÉ', 'osé', 'os'])('%s finds José', async (query) => {
    expect(await search(query)).toContain('José')
  })

  test('those that begin with it come first, and pages follow on', async () => {
    for (const name of ['Anna', 'Hanna', 'Joanna', 'Annalena']) await world.person(name)
    expect((await search('anna')).slice(0, 2).sort()).toEqual(['Anna', 'Annalena'])
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await zoe.call.users.search({ query: 'anna', limit: 1, ...(cursor && { cursor }) })
      found.push(...page.items.map((user) => user.displayName))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(found).toEqual(await search('anna'))
    expect(found).toHaveLength(4)
  })

  test.each(['%', '_', '\\', "'; drop table users; --"])('%s is only text', async (query) => {
    expect(await search(query)).toEqual([])
  })
})

describe('changing one’s profile', () => {
  test('changes what is named, and what is searched', async () => {
    const kay = await world.person('Kay')
    const before = await kay.call.users.me()
    const after = await kay.call.users.update({ displayName: 'Kay Müller', bio: 'Here since 1959' })
    expect(after).toEqual({ ...before, displayName: 'Kay Müller', bio: 'Here since 1959' })
    expect(await search('muller')).toEqual(['Kay Müller'])
  })

  test('refuses a taken username and changes nothing', async () => {
    const kay = await world.person('Kay')
    const { username } = await jose.call.users.me()
    await expect(kay.call.users.update({ username, bio: 'new' })).rejects.toMatchObject(
      refusal('auth.username_taken'),
    )
    expect((await kay.call.users.me()).bio).toBe('')
  })

  test.each([
    { displayName: ' ' },
    { displayName: 'a\u202eb' },
    { username: 'no spaces' },
    { bio: 'x'.repeat(501) },
  ])('refuses %j', async (change) => {
    await expect(zoe.call.users.update(change)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

test('an extra field is not written', async () => {
  const kay = await world.person('Kay')
  const change = { bio: 'ok', passwordHash: 'mine', email: 'stolen@example.com' }
  await kay.call.users.update(change)
  const [row] = await world.db.select().from(users).where(eq(users.id, kay.id))
  expect(row).toMatchObject({ bio: 'ok', passwordHash: UNOPENED_HASH })
  expect(row?.email).not.toBe('stolen@example.com')
})
