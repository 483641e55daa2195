import type { AccountView } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { BadgeCheck, CircleDashed } from 'lucide-react'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { useAccountOptions } from '../use-account-options.ts'
import { ChangeEmailForm } from './ChangeEmailForm.tsx'

export function EmailSection({ account }: { account: AccountView }) {
  const sendsMail = useAccountOptions()?.sendsMail ?? false
  const [isChanging, setIsChanging] = useState(false)
  const [mailedTo, setMailedTo] = useState<string>()
  const prove = trpc.account.requestEmailProof.useMutation({ onSuccess: () => setMailedTo(account.email) })
  return (
    <Section
      title="E-mail"
      says="Only you see it. What matters about your account is mailed there."
      action={
        sendsMail &&
        !isChanging && (
          <Button onPress={() => setIsChanging(true)} isDisabled={prove.isPending}>
            Change
          </Button>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <bdi className="min-w-0 text-message break-words">{account.email}</bdi>
        <ProofState isProven={account.isEmailProven} />
        {sendsMail && !account.isEmailProven && mailedTo === undefined && (
          <Button isPending={prove.isPending} onPress={() => prove.mutate()}>
            Send a link to confirm it
          </Button>
        )}
      </div>
      <FormProblem words={prove.error ? wordsOf(prove.error) : undefined} />
      {isChanging && (
        <ChangeEmailForm
          onMailed={(email) => {
            setMailedTo(email)
            setIsChanging(false)
          }}
          onCancel={() => setIsChanging(false)}
        />
      )}
      <p role="status" className="text-ui text-secondary empty:hidden">
        {mailedTo !== undefined && mailedWords(mailedTo, account.email)}
      </p>
    </Section>
  )
}

const mailedWords = (mailedTo: string, email: string) =>
  mailedTo === email
    ? `A link was sent to ${mailedTo}. Open it to confirm the address.`
    : `A link was sent to ${mailedTo}. Your address changes when you open it.`

function ProofState({ isProven }: { isProven: boolean }) {
  const Icon = isProven ? BadgeCheck : CircleDashed
  return (
    <span className="inline-flex items-center gap-1 text-ui text-secondary">
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {isProven ? 'Confirmed' : 'Not confirmed'}
    </span>
  )
}
