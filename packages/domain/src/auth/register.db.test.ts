import { users } from '@chatterly/db/schema/users'
import { openTestWorld } from '@chatterly/testing/test-world'
import { expect, test } from 'vitest'
import { createCaller } from '../router.ts'

const world = await openTestWorld()
const anonymous = createCaller(world.anonymous())
const register = (username: string) =>
  anonymous.auth.register({ email: `${username}@example.com`, username, password: 'long enough' })

test('of those who come first at the same moment one is the administrator, and nobody after them', async () => {
  const first = await Promise.all(['ada', 'grace', 'mary', 'kay'].map(register))
  const { user: later } = await register('late')
  expect(first.map(({ user }) => user.role).sort()).toEqual(['administrator', 'member', 'member', 'member'])
  expect(later.role).toBe('member')
})

test('a name that is taken is refused to the first as to others', async () => {
  await world.db.delete(users)
  const [one, other] = await Promise.allSettled([register('ada'), register('ada')])
  const outcomes = [one, other].map(({ status }) => status).sort()
  expect(outcomes).toEqual(['fulfilled', 'rejected'])
  const [left, ...more] = await world.db.select({ role: users.role }).from(users)
  expect({ left, more }).toEqual({ left: { role: 'administrator' }, more: [] })
})

test('a role cannot be asked for', async () => {
  const wish = { email: 'mallory@example.com', username: 'mallory', password: 'long enough' }
  const { user } = await anonymous.auth.register(Object.assign({ role: 'administrator' }, wish))
  expect(user.role).toBe('member')
})
