import { RequestPasswordReset } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'

/** Whether the address has an account is told to nobody but its owner, by mail. */
export function ForgottenForm({ onMailed }: { onMailed: (email: string) => void }) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(RequestPasswordReset),
    defaultValues: { email: '' },
  })
  const request = trpc.account.requestPasswordReset.useMutation({
    onSuccess: (_done, { email }) => onMailed(email),
    onError: (error) => showProblems(error, { setError, fields: ['email'] }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((asked) => request.mutate(asked))}
    >
      <p className="text-message text-secondary">
        Give the address of your account. A link to set a new password is sent there.
      </p>
      <FormField
        control={control}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="email"
        isVerbatim
        autoFocus
      />
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={request.isPending}>
        {request.isPending ? 'Sending…' : 'Send the link'}
      </Button>
    </form>
  )
}
