import { ChangeEmail } from '@chatterly/protocol/auth/account'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'

type Props = { onMailed: (email: string) => void; onCancel: () => void }

export function ChangeEmailForm({ onMailed, onCancel }: Props) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ChangeEmail),
    defaultValues: { email: '' },
  })
  const change = useConfirmed((client, wanted: ChangeEmail) => client.account.changeEmail.mutate(wanted))
  const submit = handleSubmit((wanted) =>
    change.mutate(wanted, {
      onSuccess: () => onMailed(wanted.email),
      onError: (error) => showProblems(error, { setError, fields: ['email'] }),
    }),
  )
  return (
    <form method="post" noValidate className="flex flex-col gap-4" onSubmit={submit}>
      <FormField
        control={control}
        name="email"
        label="New e-mail"
        type="email"
        autoComplete="email"
        isVerbatim
        autoFocus
        hint="A link is sent there. Until it is opened, nothing changes."
      />
      <FormEnd problem={formState.errors.root?.message} isPending={change.isPending} onCancel={onCancel}>
        Send the link
      </FormEnd>
    </form>
  )
}
