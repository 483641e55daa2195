import type { AccountView } from '@chatterly/protocol/auth/account'
import type { Enrolment, SecondFactorView } from '@chatterly/protocol/auth/second-factor'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { formatDay } from '../../../lib/format.ts'
import { pageFacts } from '../../../lib/page-facts.ts'
import { wordsOf } from '../../../lib/refusal-words.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { EnrolmentForm } from './EnrolmentForm.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SecondFactorOn } from './SecondFactorOn.tsx'

/** Signing in with a code of an authenticator app beside the password. */
export function SecondFactorSection({ account }: { account: AccountView }) {
  const utils = trpc.useUtils()
  const { data } = trpc.secondFactor.get.useQuery(undefined, pageFacts)
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const [codes, setCodes] = useState<string[]>()
  const begin = useConfirmed((client) => client.secondFactor.begin.mutate())
  const show = (shown: string[]) => {
    setEnrolment(undefined)
    setCodes(shown)
    void utils.secondFactor.get.invalidate()
  }
  const isOff = data !== undefined && !data.isOn
  const canBegin = isOff && account.hasPassword && !enrolment
  return (
    <Section
      title="Second factor"
      says={data ? wordsFor(data, account) : undefined}
      action={
        canBegin && (
          <Button
            isPending={begin.isPending}
            onPress={() => begin.mutate(undefined, { onSuccess: setEnrolment })}
          >
            Set up an authenticator app
          </Button>
        )
      }
    >
      {isOff && enrolment && (
        <EnrolmentForm enrolment={enrolment} onOn={show} onCancel={() => setEnrolment(undefined)} />
      )}
      {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />}
      {data?.isOn && !codes && <SecondFactorOn onCodes={show} />}
      <FormProblem words={begin.error ? wordsOf(begin.error) : undefined} />
    </Section>
  )
}

function wordsFor(
  { isOn, since, recoveryCodesLeft }: SecondFactorView,
  { hasPassword }: AccountView,
): string {
  if (!isOn && !hasPassword) return 'Off. A code is asked for after a password, and you have none.'
  if (!isOn || since === null)
    return 'Off. With it, whoever has your password still needs a code of an app on your phone.'
  const left =
    recoveryCodesLeft === 1 ? '1 recovery code is left' : `${recoveryCodesLeft} recovery codes are left`
  return `On since ${formatDay(since)}: after the password, a code of your authenticator app is asked for. ${left}.`
}
