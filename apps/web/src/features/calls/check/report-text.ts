import type { StageResult } from '@chatterly/protocol/calls/connection'
import { stageNames } from './stage-words.ts'

/** What somebody can send to whoever helps them: the same that the administrator counts, and nothing more. */
export const reportText = (results: readonly StageResult[], at: Date): string =>
  [`Chatterly connection check, ${at.toISOString()}`, ...results.map(line)].join('\n')

function line(result: StageResult): string {
  const name = `${stageNames[result.stage]} (${result.stage})`
  if (result.outcome === 'skipped') return `- ${name}: not tried, ${result.reason}`
  const how = result.outcome === 'passed' ? 'works' : `failed, ${result.reason}`
  return `- ${name}: ${how} (${result.tookMs} ms)`
}
