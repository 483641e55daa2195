import type { UserRow } from '@chatterly/db/schema/users'
import type { World } from '../../context.ts'

const DAY_MS = 86_400_000

/** When the account will be deleted, if that was asked for. */
export const deletionAtOf = (
  { deletionRequestedAt }: Pick<UserRow, 'deletionRequestedAt'>,
  { accounts }: Pick<World, 'accounts'>,
): Date | null =>
  deletionRequestedAt && new Date(deletionRequestedAt.getTime() + accounts.deletionDays * DAY_MS)

/** From then on nobody signs in any more, also while it is still to be carried out. */
export function isDeletionDue(user: UserRow, world: Pick<World, 'accounts' | 'clock'>): boolean {
  const at = deletionAtOf(user, world)
  return at !== null && at <= world.clock.now()
}
