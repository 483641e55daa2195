import { users } from '@chatterly/db/schema/users'
import { ClientKey } from '@chatterly/protocol/ids'
import { inArray } from 'drizzle-orm'
import { createAccount } from './auth/create-account.ts'
import { hashPassword, isPasswordOf } from './auth/passwords/passwords.ts'
import type { World } from './context.ts'
import { createConversation } from './conversations/create-conversation.ts'
import { sendMessage } from './messages/send-message.ts'

const DEMO_PASSWORD = 'chatterly-demo'

const ADA = { email: 'ada@example.com', username: 'ada', displayName: 'Ada Lovelace' }
const GRACE = { email: 'grace@example.com', username: 'grace', displayName: 'Grace Hopper' }
/** Of the walk-through on the command line, which begins with nothing said between them. */
const ALICE = { email: 'alice@example.com', username: 'alice', displayName: 'Alice' }
const BOB = { email: 'bob@example.com', username: 'bob', displayName: 'Bob' }
const PEOPLE = [ADA, GRACE, ALICE, BOB]

/**
 * Four people, a channel and a conversation to look at, in a database where nobody is yet. Their password is public,
 * and the first of them is the administrator: only for trying things out.
 */
export async function seedDemo(world: World): Promise<boolean> {
  const [anybody] = await world.db.select({ id: users.id }).from(users).limit(1)
  if (anybody) return false
  // Not as people register: a public password would be refused.
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const emailProvenAt = world.clock.now()
  // One after the other: who comes first is the administrator.
  const ada = await createAccount(world.db, { ...ADA, passwordHash, emailProvenAt })
  const grace = await createAccount(world.db, { ...GRACE, passwordHash, emailProvenAt })
  const alice = await createAccount(world.db, { ...ALICE, passwordHash, emailProvenAt })
  const bob = await createAccount(world.db, { ...BOB, passwordHash, emailProvenAt })
  const asAda = { ...world, actor: { userId: ada.id } }
  const asGrace = { ...world, actor: { userId: grace.id } }
  const key = () => ClientKey.parse(crypto.randomUUID())

  const general = await createConversation(asAda, {
    kind: 'channel',
    name: 'general',
    topic: 'For everybody, about everything',
    memberIds: [grace.id, alice.id, bob.id],
    key: key(),
  })
  await sendMessage(asAda, {
    conversationId: general,
    body: 'Welcome to **Chatterly**. Say hello!',
    key: key(),
  })
  const direct = await createConversation(asGrace, { memberIds: [ada.id], key: key() })
  await sendMessage(asGrace, { conversationId: direct, body: 'Hello Ada, does this arrive?', key: key() })
  await sendMessage(asAda, { conversationId: direct, body: 'It does, and in order.', key: key() })
  return true
}

/** Which of the people of the demonstration still have the password that everybody can read. */
export async function listOpenDemoAccounts({ db }: Pick<World, 'db'>): Promise<string[]> {
  const emails = PEOPLE.map(({ email }) => email)
  const accounts = await db.select().from(users).where(inArray(users.email, emails)).orderBy(users.id)
  const open: string[] = []
  for (const { email, passwordHash } of accounts)
    if (await isPasswordOf(passwordHash, DEMO_PASSWORD)) open.push(email)
  return open
}
