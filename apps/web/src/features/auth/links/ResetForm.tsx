import { ResetPassword } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { forgetSession } from '../../../lib/session.ts'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { NewPasswordField } from '../password/NewPasswordField.tsx'

/** Whose link it is only the server knows. */
const SOMEBODY = { email: '', username: '' }
const about = { 'auth.password_common': 'password', 'auth.password_guessable': 'password' } as const

type Props = { secret: string; onSet: () => void }

export function ResetForm({ secret, onSet }: Props) {
  const queryClient = useQueryClient()
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ResetPassword.pick({ password: true })),
    defaultValues: { password: '' },
  })
  const reset = trpc.account.resetPassword.useMutation({
    onSuccess: () => {
      // It has ended every session, this browser's too.
      forgetSession(queryClient)
      onSet()
    },
    onError: (error) => showProblems(error, { setError, fields: ['password'], about }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ password }) => reset.mutate({ secret, password }))}
    >
      <NewPasswordField control={control} name="password" label="New password" owner={SOMEBODY} autoFocus />
      <p className="text-ui text-secondary">Everywhere you are signed in, you will be signed out.</p>
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={reset.isPending}>
        {reset.isPending ? 'Setting the password…' : 'Set the password'}
      </Button>
    </form>
  )
}
