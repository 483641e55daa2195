import type { AccountView } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { Confirm } from '@chatterly/ui/Confirm'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { formatDay } from '../../../lib/format.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'

export function DeletionSection({ account }: { account: AccountView }) {
  const utils = trpc.useUtils()
  const [isAsking, setIsAsking] = useState(false)
  const remember = (view: AccountView) => {
    utils.account.get.setData(undefined, view)
    void utils.sessions.list.invalidate()
  }
  const request = useConfirmed((client) => client.account.requestDeletion.mutate())
  const cancel = trpc.account.cancelDeletion.useMutation({ onSuccess: remember })
  const problem = request.error ?? cancel.error
  const ask = () => {
    setIsAsking(false)
    request.mutate(undefined, { onSuccess: remember })
  }
  return (
    <Section
      title="Delete the account"
      says={
        account.deletionAt === null
          ? 'It is deleted after some weeks, in which you can change your mind by signing in.'
          : undefined
      }
    >
      {account.deletionAt === null ? (
        <div>
          <Button look="danger" isPending={request.isPending} onPress={() => setIsAsking(true)}>
            Delete my account
          </Button>
        </div>
      ) : (
        <div
          role="status"
          className="flex flex-wrap items-center justify-between gap-3 rounded-sm border border-danger/50 bg-raised px-4 py-3 text-ui"
        >
          <p className="min-w-0 flex-1 basis-60">
            Your account will be deleted on{' '}
            <time dateTime={account.deletionAt}>{formatDay(account.deletionAt)}</time>. Everywhere else you
            were signed out.
          </p>
          <Button isPending={cancel.isPending} onPress={() => cancel.mutate()}>
            Keep my account
          </Button>
        </div>
      )}
      <FormProblem words={problem ? wordsOf(problem) : undefined} />
      {isAsking && (
        <Confirm
          title="Delete your account?"
          says="You are signed out everywhere else now, and your access tokens end. Until the day it is deleted you can take it back."
          action="Delete my account"
          onConfirm={ask}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Section>
  )
}
