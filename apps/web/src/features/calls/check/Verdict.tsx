import { failingStage, type StageResult } from '@chatterly/protocol/calls/connection'
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { iceStages } from '../transport/ice-stages.ts'
import { stageNames, whatFailed, whatToDo } from './stage-words.ts'

const icon = { size: 22, strokeWidth: 1.75, 'aria-hidden': true, className: 'mt-0.5 shrink-0' } as const

/** What all of it comes to: all good, or the stage that fails and what to do. */
export function Verdict({ results, isDone }: { results: readonly StageResult[]; isDone: boolean }) {
  return (
    <div role="status" className="flex min-h-16 shrink-0 gap-3 rounded-md bg-sunken px-4 py-3">
      {isDone ? <Outcome results={results} /> : <Trying />}
    </div>
  )
}

const Trying = () => (
  <>
    <LoaderCircle {...icon} className={`${icon.className} text-secondary motion-safe:animate-spin`} />
    <Words title="Trying…" says="This takes a few seconds. Your browser may ask for the microphone." />
  </>
)

function Outcome({ results }: { results: readonly StageResult[] }) {
  const failing = failingStage(results)
  const hasPassed = (stage: string) =>
    results.some((each) => each.stage === stage && each.outcome === 'passed')
  if (failing === undefined) {
    const hasRelay = iceStages.some((stage) => stage !== 'stun' && hasPassed(stage))
    return (
      <>
        <CircleCheck {...icon} className={`${icon.className} text-live`} />
        <Words
          title="All good"
          says={
            hasRelay
              ? 'Calls should connect from here, also through strict networks.'
              : 'Calls should connect from here. Strict networks may refuse them: no relay is set up on this server.'
          }
        />
      </>
    )
  }
  const hasOtherRelay = ['turn-udp', 'turn-tcp', 'turn-tls'].some(hasPassed)
  return (
    <>
      <CircleAlert {...icon} className={`${icon.className} text-danger`} />
      <Words
        title={`${stageNames[failing.stage]} failed`}
        says={`${whatFailed(failing)} ${whatToDo(failing, hasOtherRelay)}`}
      />
    </>
  )
}

const Words = ({ title, says }: { title: string; says: string }) => (
  <div className="min-w-0">
    <p className="text-author">{title}</p>
    <p className="text-ui text-secondary">{says}</p>
  </div>
)
