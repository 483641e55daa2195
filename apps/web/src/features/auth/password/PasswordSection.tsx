import type { AccountView } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'

export function PasswordSection({ account }: { account: AccountView }) {
  return account.hasPassword ? <OwnPassword /> : <NoPassword email={account.email} />
}

function OwnPassword() {
  const [isChanging, setIsChanging] = useState(false)
  const [isChanged, setIsChanged] = useState(false)
  return (
    <Section
      title="Password"
      says="Changing it signs you out everywhere else and ends your access tokens."
      action={!isChanging && <Button onPress={() => setIsChanging(true)}>Change</Button>}
    >
      {isChanging && (
        <ChangePasswordForm
          onChanged={() => {
            setIsChanged(true)
            setIsChanging(false)
          }}
          onCancel={() => setIsChanging(false)}
        />
      )}
      <p role="status" className="text-ui text-secondary empty:hidden">
        {isChanged && !isChanging && 'Your password was changed.'}
      </p>
    </Section>
  )
}

/** Of somebody who signs in another way. */
function NoPassword({ email }: { email: string }) {
  const request = trpc.account.requestPasswordReset.useMutation()
  return (
    <Section
      title="Password"
      says="You have none. A link to set one can be mailed to you."
      action={
        <Button isPending={request.isPending} onPress={() => request.mutate({ email })}>
          Send the link
        </Button>
      }
    >
      <FormProblem words={request.error ? wordsOf(request.error) : undefined} />
      <p role="status" className="text-ui text-secondary empty:hidden">
        {request.isSuccess && `A link was sent to ${email}. It works once, within an hour.`}
      </p>
    </Section>
  )
}
