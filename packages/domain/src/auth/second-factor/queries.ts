import type { Reader } from '@chatterly/db/database'
import { type SecondFactorRow, secondFactors } from '@chatterly/db/schema/second-factors'
import type { UserId } from '@chatterly/protocol/ids'
import { and, eq, isNotNull } from 'drizzle-orm'

/** The one that is asked for, not one that is only begun. */
export async function findSecondFactor(db: Reader, userId: UserId): Promise<SecondFactorRow | undefined> {
  const [factor] = await db
    .select()
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)))
  return factor
}
