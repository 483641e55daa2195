import type { Database } from '@chatterly/db/database'
import type { SecondFactorView } from '@chatterly/protocol/auth/second-factor'
import type { UserId } from '@chatterly/protocol/ids'
import { findSecondFactor } from './queries.ts'
import { countRecoveryCodes } from './recovery-codes.ts'

export async function viewSecondFactor(db: Database, userId: UserId): Promise<SecondFactorView> {
  const factor = await findSecondFactor(db, userId)
  return {
    isOn: factor !== undefined,
    since: factor?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: factor ? await countRecoveryCodes(db, userId) : 0,
  }
}
