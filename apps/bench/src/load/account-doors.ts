import { createInvite } from '@chatterly/domain/auth/invites/create-invite'
import type { World } from '@chatterly/domain/context'
import { createCaller } from '@chatterly/domain/router'
import { users } from '@chatterly/db/schema/users'
import type { Door } from '../measure/gap.ts'

/**
 * Where somebody could find out whether an address has an account, by asking for it and for one that has none. They
 * take turns on both sides: whoever was asked about before is answered faster, with an account and without.
 *
 * @param emails of accounts
 */
export async function accountDoors(world: World, emails: readonly string[]): Promise<Door[]> {
  const call = createCaller({ ...world, actor: null, address: '127.0.0.1', setCookie: () => {} })
  const [inviter] = await world.db.select().from(users).limit(1)
  if (!inviter) throw new Error('Nobody can invite')
  const acting = { ...world, actor: { userId: inviter.id } }
  const somebody = () => `u${crypto.randomUUID().slice(0, 12)}`
  const strangers = emails.map(() => `${somebody()}@example.com`)

  const ask = (name: string, act: (address: string) => Promise<unknown>): Door => {
    const asked = { known: 0, unknown: 0 }
    return {
      name,
      known: () => act(emails[asked.known++ % emails.length] ?? ''),
      unknown: () => act(strangers[asked.unknown++ % strangers.length] ?? ''),
    }
  }
  return [
    ask('login', (login) => refusalOf(call.auth.login({ login, password: 'a wrong password' }))),
    ask('register', (address) =>
      call.auth.register({ email: address, username: somebody(), password: 'correct horse battery' }),
    ),
    ask('reset', (address) => call.account.requestPasswordReset({ email: address })),
    ask('invite', (address) => createInvite(acting, { email: address })),
  ]
}

/** @throws Error when it is not refused: then something else was measured */
async function refusalOf(promise: Promise<unknown>): Promise<void> {
  const isRefused = await promise.then(
    () => false,
    () => true,
  )
  if (!isRefused) throw new Error('A wrong password was taken')
}
