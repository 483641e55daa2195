import { within } from './within.ts'

/** `problem` is present when and only when `ok` is false. */
export type CheckResult = { ok: boolean; ms: number; problem?: string }

export type Health = { ok: boolean; checks: Record<string, CheckResult> }

/** Runs every check at the same time and gives each `timeoutMs`. Never throws: a failure is part of the answer. */
export async function runChecks(
  checks: Record<string, () => Promise<void>>,
  timeoutMs = 2000,
): Promise<Health> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check, timeoutMs)] as const),
  )
  return { ok: results.every(([, result]) => result.ok), checks: Object.fromEntries(results) }
}

async function runCheck(check: () => Promise<void>, timeoutMs: number): Promise<CheckResult> {
  const startedAt = performance.now()
  const ms = () => Math.round(performance.now() - startedAt)
  try {
    await within(timeoutMs, check(), `no answer within ${timeoutMs} ms`)
    return { ok: true, ms: ms() }
  } catch (error) {
    return { ok: false, ms: ms(), problem: error instanceof Error ? error.message : String(error) }
  }
}
