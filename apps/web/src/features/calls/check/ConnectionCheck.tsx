import { failingStage } from '@chatterly/protocol/calls/connection'
import { Button } from '@chatterly/ui/Button'
import { Dialog } from '@chatterly/ui/Dialog'
import { showToast } from '@chatterly/ui/Toast'
import { Copy, RotateCw } from 'lucide-react'
import { type CheckWish, closeCheck } from '../seat/seat-store.ts'
import { reportText } from './report-text.ts'
import { checkedStages } from './run-check.ts'
import { StageRow } from './StageRow.tsx'
import { useConnectionCheck } from './use-connection-check.ts'
import { Verdict } from './Verdict.tsx'

/** Everything a call needs, tried one by one where somebody can watch, and what to do about what does not work. */
export function ConnectionCheck({ wish }: { wish: CheckWish }) {
  const { results, isDone, again } = useConnectionCheck(wish.wantsCamera)
  const failing = isDone ? failingStage(results) : undefined
  return (
    <Dialog title="Check my connection" isOpen onClose={closeCheck}>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-2 pb-5">
        <Verdict results={results} isDone={isDone} />
        <ul aria-label="What a call needs" className="flex flex-col">
          {checkedStages.map((stage) => (
            <StageRow
              key={stage}
              stage={stage}
              result={results.find((result) => result.stage === stage)}
              isNamed={failing?.stage === stage}
            />
          ))}
        </ul>
        <p className="text-meta text-secondary">
          Your administrator sees which steps fail and for how many people: no names of devices, and no
          addresses.
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            look="plain"
            isDisabled={!isDone}
            onPress={() => void copy(reportText(results, new Date()))}
          >
            <Copy size={16} aria-hidden="true" />
            Copy report
          </Button>
          <Button isDisabled={!isDone} onPress={again}>
            <RotateCw size={16} aria-hidden="true" />
            Check again
          </Button>
          <Button look="action" onPress={closeCheck} autoFocus>
            {wish.thenEnter ? 'Back' : 'Done'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast({ says: 'The report is copied. It can be pasted anywhere.' })
  } catch (error) {
    console.warn('The report could not be copied.', error)
    showToast({ says: 'This browser does not let the report be copied.' })
  }
}
