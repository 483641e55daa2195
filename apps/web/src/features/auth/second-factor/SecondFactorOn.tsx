import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'

const questions = {
  renewal: {
    title: 'Make new recovery codes?',
    says: 'Those you have do not count any more.',
    action: 'Make new codes',
  },
  removal: {
    title: 'Turn the second factor off?',
    says: 'Your password alone signs you in then. Your recovery codes end, and the app’s codes too.',
    action: 'Turn it off',
  },
} as const

/** What can be done with a second factor that is on. */
export function SecondFactorOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const utils = trpc.useUtils()
  const [asked, setAsked] = useState<keyof typeof questions>()
  const renew = useConfirmed((client) => client.secondFactor.newRecoveryCodes.mutate())
  const remove = useConfirmed((client) => client.secondFactor.remove.mutate())
  const problem = renew.error ?? remove.error
  const act = () => {
    setAsked(undefined)
    if (asked === 'renewal')
      renew.mutate(undefined, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes) })
    else
      remove.mutate(undefined, {
        onSuccess: (view) => utils.secondFactor.get.setData(undefined, view),
      })
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button isPending={renew.isPending} onPress={() => setAsked('renewal')}>
          New recovery codes
        </Button>
        <Button look="danger" isPending={remove.isPending} onPress={() => setAsked('removal')}>
          Turn it off
        </Button>
      </div>
      <FormProblem words={problem ? wordsOf(problem) : undefined} />
      {asked && <Confirm {...questions[asked]} onConfirm={act} onClose={() => setAsked(undefined)} />}
    </>
  )
}
