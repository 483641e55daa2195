import { ChangePassword } from '@chatterly/protocol/auth/account'
import { useForm } from 'react-hook-form'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { OwnUsername } from './OwnUsername.tsx'
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
      <OwnUsername username={viewer.username} />
      <NewPasswordField control={control} name="password" label="New password" owner={viewer} autoFocus />
      <FormEnd problem={formState.errors.root?.message} isPending={set.isPending} onCancel={onCancel}>
        {set.isPending ? 'Setting the password…' : 'Set the password'}
      </FormEnd>
    </form>
  )
}
