import { connectionReports } from '@chatterly/db/schema/calls'
import { CONNECTION_REPORT_DAYS } from '@chatterly/protocol/calls/connection'
import { lt } from 'drizzle-orm'
import type { World } from '../context.ts'

const DAY_MS = 86_400_000

/** What is older is neither counted nor kept. */
export const oldestCounted = (now: Date) => new Date(now.getTime() - CONNECTION_REPORT_DAYS * DAY_MS)

/** Says how many. Their results go with them. */
export async function forgetOldReports({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<number> {
  const { rowCount } = await db
    .delete(connectionReports)
    .where(lt(connectionReports.at, oldestCounted(clock.now())))
  return rowCount ?? 0
}
