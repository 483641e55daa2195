import { Button } from '@chatterly/ui/Button'
import { Fingerprint } from 'lucide-react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { unusedWords } from './passkey-words.ts'

type Props = { isPending: boolean; error: unknown; onPress: () => void }

export function PasskeyButton({ isPending, error, onPress }: Props) {
  return (
    <>
      <Button size="large" isPending={isPending} onPress={onPress}>
        <Fingerprint size={18} strokeWidth={1.75} aria-hidden="true" />
        {isPending ? 'Waiting for your device…' : 'Use a passkey'}
      </Button>
      <FormProblem words={error ? unusedWords(error) : undefined} />
    </>
  )
}
