import type { ConnectionStage, StageResult } from '@chatterly/protocol/calls/connection'
import { CircleCheck, CircleDashed, CircleMinus, CircleX } from 'lucide-react'
import { rowWords, stageNames } from './stage-words.ts'

type Props = { stage: ConnectionStage; result: StageResult | undefined; isNamed: boolean }

const icon = { size: 18, strokeWidth: 1.75, 'aria-hidden': true, className: 'mt-0.5 shrink-0' } as const

/** One stage: its name, how it went in a shape and in words. */
export function StageRow({ stage, result, isNamed }: Props) {
  return (
    <li className="flex gap-3 border-b border-subtle py-2 last:border-0">
      <StageIcon outcome={result?.outcome} />
      <div className="min-w-0 flex-1">
        <p className={`text-ui ${isNamed ? 'font-[650] text-danger' : 'font-[550] text-primary'}`}>
          {stageNames[stage]}
          <span className="sr-only">, {spoken[result?.outcome ?? 'trying']}</span>
        </p>
        <p className="min-h-4 text-meta text-secondary">{result && rowWords(result)}</p>
      </div>
      {result && result.outcome !== 'skipped' && (
        <span className="shrink-0 text-meta text-tertiary tabular-nums">{result.tookMs} ms</span>
      )}
    </li>
  )
}

const spoken = { passed: 'works', failed: 'failed', skipped: 'not tried', trying: 'being tried' } as const

function StageIcon({ outcome }: { outcome: StageResult['outcome'] | undefined }) {
  switch (outcome) {
    case 'passed':
      return <CircleCheck {...icon} className={`${icon.className} text-live`} />
    case 'failed':
      return <CircleX {...icon} className={`${icon.className} text-danger`} />
    case 'skipped':
      return <CircleMinus {...icon} className={`${icon.className} text-tertiary`} />
    case undefined:
      return <CircleDashed {...icon} className={`${icon.className} text-tertiary`} />
  }
}
