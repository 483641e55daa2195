import { ConfirmPassword } from '@chatterly/protocol/auth/shapes'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { PasswordFormField } from '../../../lib/PasswordFormField.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { useViewer } from '../../../lib/viewer.tsx'
import { checkedBy } from '../../../lib/zod-form.ts'

const about = { 'auth.wrong_password': 'password' } as const

export function ConfirmPasswordForm({ onClose }: { onClose: (isConfirmed: boolean) => void }) {
  const { username } = useViewer()
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ConfirmPassword),
    defaultValues: { password: '' },
  })
  const confirm = trpc.auth.confirm.useMutation({
    onSuccess: () => onClose(true),
    onError: (error) => showProblems(error, { setError, fields: ['password'], about }),
  })
  const submit = handleSubmit((given) => confirm.mutate(given))
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        // The page below may hold a form of its own.
        event.stopPropagation()
        void submit(event)
      }}
    >
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      <PasswordFormField
        control={control}
        name="password"
        label="Password"
        autoComplete="current-password"
        autoFocus
      />
      <FormProblem words={formState.errors.root?.message} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={() => onClose(false)}>Cancel</Button>
        <Button type="submit" look="action" isPending={confirm.isPending}>
          {confirm.isPending ? 'Looking…' : 'Go on'}
        </Button>
      </div>
    </form>
  )
}
