import { refusalOf } from '@chatterly/client/errors'
import { ProveEmail } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useEnter } from '../use-enter.ts'

type Props = { secret: string; onProven: () => void }

/**
 * Takes one press, because some mail programs open every link before their reader does. Where the username was taken
 * meanwhile, another one is asked for.
 */
export function ProveEmailForm({ secret, onProven }: Props) {
  const [isTaken, setIsTaken] = useState(false)
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ProveEmail.omit({ secret: true })),
    defaultValues: { username: undefined },
  })
  const enter = useEnter(undefined)
  const prove = trpc.account.proveEmail.useMutation({
    onSuccess: ({ user }) => (user ? enter({ user }) : onProven()),
    onError: (error) => {
      if (refusalOf(error) === 'auth.username_taken') setIsTaken(true)
      showProblems(error, { setError, fields: ['username'], about: { 'auth.username_taken': 'username' } })
    },
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((chosen) => prove.mutate({ secret, ...chosen }))}
    >
      <p className="text-message text-secondary">Confirm that the mail with this link was sent to you.</p>
      {isTaken && (
        <FormField
          control={control}
          name="username"
          label="Another username"
          autoComplete="username"
          isVerbatim
        />
      )}
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={prove.isPending} autoFocus>
        {prove.isPending ? 'Confirming…' : 'Confirm my address'}
      </Button>
    </form>
  )
}
