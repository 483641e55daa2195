import type { UserRow } from '@chatterly/db/schema/users'
import type { AccountOptions, AccountView } from '@chatterly/protocol/auth/account'
import type { World } from '../../context.ts'
import type { AccountSettings } from '../account-settings.ts'
import { deletionAtOf } from './deletion.ts'

export const toAccountView = (user: UserRow, world: Pick<World, 'accounts'>): AccountView => ({
  email: user.email,
  isEmailProven: user.emailProvenAt !== null,
  hasPassword: user.passwordHash !== '',
  deletionAt: deletionAtOf(user, world)?.toISOString() ?? null,
})

export const toAccountOptions = (settings: AccountSettings): AccountOptions => ({
  registration: settings.registration,
  emailProof: settings.emailProof,
  sendsMail: settings.sendsMail,
})
