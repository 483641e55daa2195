import { ChangePassword } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { NewPasswordField } from './NewPasswordField.tsx'

const about = { 'auth.password_common': 'password', 'auth.password_guessable': 'password' } as const
const FirstPassword = ChangePassword.pick({ password: true })

/** For an account that another way to sign in has made. */
export function FirstPasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const viewer = useViewer()
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(FirstPassword),
    defaultValues: { password: '' },
  })
  const set = useConfirmed((client, chosen: ChangePassword) => client.account.changePassword.mutate(chosen))
  const submit = handleSubmit((chosen) =>
    set.mutate(chosen, {
      onSuccess: onDone,
      onError: (error) => showProblems(error, { setError, fields: ['password'], about }),
    }),
  )
  return (
    <form method="post" noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {/* Tells password managers whose it is. */}
      <input type="text" name="username" autoComplete="username" value={viewer.username} readOnly hidden />
      <NewPasswordField control={control} name="password" label="New password" owner={viewer} autoFocus />
      <FormProblem words={formState.errors.root?.message} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="action" isPending={set.isPending}>
          {set.isPending ? 'Setting the password…' : 'Set the password'}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
