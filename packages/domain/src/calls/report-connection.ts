import { connectionReports, connectionResults } from '@chatterly/db/schema/calls'
import type { ReportConnection, StageResult } from '@chatterly/protocol/calls/connection'
import type { Acting } from '../context.ts'
import { findMade, keepKey, retryKeyRace } from '../log/idempotency.ts'
import { accessOwnCall } from './access.ts'

/**
 * Keeps how somebody's connection was, for the administrator's figures. A retry is kept once.
 *
 * @throws call.not_found, call.not_invited, idempotency.key_reused
 */
export async function reportConnection(ctx: Acting, input: ReportConnection): Promise<void> {
  const { occasion, callId = null, results, key } = input
  const { userId } = ctx.actor
  if (callId) await accessOwnCall(ctx, callId)
  const request = { actorId: userId, key, content: ['calls.reportConnection', occasion, callId, results] }
  await retryKeyRace(() =>
    ctx.db.transaction(async (tx) => {
      if (await findMade(tx, request)) return
      const [report] = await tx
        .insert(connectionReports)
        .values({ userId, occasion, callId, at: ctx.clock.now() })
        .returning({ id: connectionReports.id })
      if (!report) throw new Error('The report was not returned')
      await tx
        .insert(connectionResults)
        .values(results.map((result) => ({ reportId: report.id, ...toColumns(result) })))
      await keepKey(tx, request, report.id)
    }),
  )
}

const toColumns = (result: StageResult) => ({
  stage: result.stage,
  outcome: result.outcome,
  reason: result.outcome === 'passed' ? null : result.reason,
  tookMs: result.outcome === 'skipped' ? null : result.tookMs,
})
