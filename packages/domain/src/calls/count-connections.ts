import type { Reader } from '@chatterly/db/database'
import { connectionReports, connectionResults } from '@chatterly/db/schema/calls'
import {
  type ConnectionFigures,
  type ConnectionStage,
  connectionStages,
  type failureReasons,
  type StageFigures,
} from '@chatterly/protocol/calls/connection'
import { and, asc, count, countDistinct, desc, eq, gte, ne, sql } from 'drizzle-orm'
import type { World } from '../context.ts'
import { oldestCounted } from './forget-old-reports.ts'

/** What was reported lately, by stage and day. Whose connections they were is not said. */
export async function countConnections({
  db,
  clock,
}: Pick<World, 'db' | 'clock'>): Promise<ConnectionFigures> {
  const since = oldestCounted(clock.now())
  const [[all], stages, days, reasons] = await Promise.all([
    countReports(db, since),
    countStages(db, since),
    countDays(db, since),
    countReasons(db, since),
  ])
  const of = <Row extends { stage: ConnectionStage }>(rows: Row[], stage: ConnectionStage) =>
    rows.filter((row) => row.stage === stage)
  return {
    reports: all?.reports ?? 0,
    people: all?.people ?? 0,
    stages: connectionStages.map((stage): StageFigures => {
      const [row] = of(stages, stage)
      return {
        stage,
        tried: row?.tried ?? 0,
        failed: row?.failed ?? 0,
        people: row?.people ?? 0,
        lastFailedAt: row?.lastFailedAt?.toISOString() ?? null,
        reasons: of(reasons, stage).map(({ reason, failed }) => ({ reason, count: failed })),
        days: of(days, stage).map(({ day, tried, failed, people }) => ({ day, tried, failed, people })),
      }
    }),
  }
}

const { at, userId } = connectionReports
const { stage, outcome, reason } = connectionResults

const countReports = (db: Reader, since: Date) =>
  db
    .select({ reports: count(), people: countDistinct(userId) })
    .from(connectionReports)
    .where(gte(at, since))

const hasFailed = sql`filter (where ${outcome} = 'failed')`
const figures = {
  tried: count(),
  failed: sql<number>`count(*) ${hasFailed}`.mapWith(Number),
  people: sql<number>`count(distinct ${userId}) ${hasFailed}`.mapWith(Number),
}
const tried = (since: Date) => and(gte(at, since), ne(outcome, 'skipped'))
const ofReport = eq(connectionReports.id, connectionResults.reportId)

const countStages = (db: Reader, since: Date) =>
  db
    .select({ stage, ...figures, lastFailedAt: sql<Date | null>`max(${at}) ${hasFailed}`.mapWith(at) })
    .from(connectionResults)
    .innerJoin(connectionReports, ofReport)
    .where(tried(since))
    .groupBy(stage)

const day = sql<string>`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD')`

const countDays = (db: Reader, since: Date) =>
  db
    .select({ stage, day, ...figures })
    .from(connectionResults)
    .innerJoin(connectionReports, ofReport)
    .where(tried(since))
    .groupBy(stage, day)
    .orderBy(asc(day))

/** As the column holds it where a stage has failed. */
const failureReason = sql<(typeof failureReasons)[number]>`${reason}`

const countReasons = (db: Reader, since: Date) =>
  db
    .select({ stage, reason: failureReason, failed: count() })
    .from(connectionResults)
    .innerJoin(connectionReports, ofReport)
    .where(and(gte(at, since), eq(outcome, 'failed')))
    .groupBy(stage, reason)
    .orderBy(desc(count()), asc(reason))
