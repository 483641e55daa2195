import { ChangePassword } from '@chatterly/protocol/auth/account'
import { useForm } from 'react-hook-form'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { PasswordFormField } from '../../../lib/PasswordFormField.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { checkedBy } from '../../../lib/zod-form.ts'
import { OwnUsername } from './OwnUsername.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'

const fields = ['currentPassword', 'password'] as const
const about = {
  'auth.wrong_password': 'currentPassword',
  'auth.password_common': 'password',
  'auth.password_guessable': 'password',
} as const

type Props = { onDone: () => void; onCancel: () => void }

export function ChangePasswordForm({ onDone, onCancel }: Props) {
  const viewer = useViewer()
  const utils = trpc.useUtils()
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ChangePassword),
    defaultValues: { currentPassword: '', password: '' },
  })
  const change = trpc.account.changePassword.useMutation({
    onSuccess: () => {
      void utils.sessions.list.invalidate()
      void utils.tokens.list.invalidate()
      onDone()
    },
    onError: (error) => showProblems(error, { setError, fields, about }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((passwords) => change.mutate(passwords))}
    >
      <OwnUsername username={viewer.username} />
      <PasswordFormField
        control={control}
        name="currentPassword"
        label="Present password"
        autoComplete="current-password"
        autoFocus
      />
      <NewPasswordField control={control} name="password" label="New password" owner={viewer} />
      <FormEnd problem={formState.errors.root?.message} isPending={change.isPending} onCancel={onCancel}>
        {change.isPending ? 'Changing…' : 'Change the password'}
      </FormEnd>
    </form>
  )
}
