import { Button } from '@chatterly/ui/Button'
import { EmptyState } from '@chatterly/ui/EmptyState'
import { useRouter } from '@tanstack/react-router'
import { CloudOff } from 'lucide-react'
import { wordsOf } from '../lib/refusal-words.ts'

export function LoadProblem({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const tryAgain = () => {
    reset()
    void router.invalidate()
  }
  return (
    <main className="flex h-full min-h-0 flex-1">
      <EmptyState
        icon={<CloudOff aria-hidden="true" size={32} strokeWidth={1.5} />}
        says={wordsOf(error)}
        action={
          <Button look="action" onPress={tryAgain}>
            Try again
          </Button>
        }
      />
    </main>
  )
}
