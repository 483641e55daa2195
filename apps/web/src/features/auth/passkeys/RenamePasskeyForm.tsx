import { type PasskeyView, RenamePasskey } from '@chatterly/protocol/auth/passkeys'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'

type Props = { passkey: PasskeyView; onRenamed: () => void; onCancel: () => void }

export function RenamePasskeyForm({ passkey, onRenamed, onCancel }: Props) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(RenamePasskey.pick({ name: true })),
    defaultValues: { name: passkey.name },
  })
  const rename = trpc.passkeys.rename.useMutation({
    onSuccess: onRenamed,
    onError: (error) => showProblems(error, { setError, fields: ['name'] }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-3"
      onSubmit={handleSubmit(({ name }) => rename.mutate({ passkeyId: passkey.id, name }))}
    >
      <FormField control={control} name="name" label="Name" autoComplete="off" autoFocus />
      <FormEnd problem={formState.errors.root?.message} isPending={rename.isPending} onCancel={onCancel}>
        Save
      </FormEnd>
    </form>
  )
}
