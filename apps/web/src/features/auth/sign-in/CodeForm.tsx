import { SecondFactorCode } from '@chatterly/protocol/auth/second-factor'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { FormField } from '../../../lib/FormField.tsx'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import type { SigningIn } from './use-sign-in.ts'

const GivenCode = z.object({ code: SecondFactorCode })

/** The server tells one kind from the other; here they differ by the keys that a phone offers. */
const fields = {
  app: { label: 'Code', autoComplete: 'one-time-code', inputMode: 'numeric', hint: 'Six digits.' },
  recovery: {
    label: 'Recovery code',
    autoComplete: 'off',
    inputMode: 'text',
    hint: 'As you kept it, with or without the dashes.',
  },
} as const

type Props = { kind: keyof typeof fields; signIn: SigningIn }

export function CodeForm({ kind, signIn }: Props) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(GivenCode),
    defaultValues: { code: '' },
  })
  const submit = handleSubmit(({ code }) =>
    signIn.giveCode(code, (error) =>
      showProblems(error, { setError, fields: ['code'], about: { 'auth.wrong_code': 'code' } }),
    ),
  )
  return (
    <form method="post" noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <FormField control={control} name="code" isVerbatim autoFocus {...fields[kind]} />
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={signIn.isPending}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
