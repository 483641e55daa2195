import { RegisterPasskey } from '@chatterly/protocol/auth/passkeys'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { makePasskey } from './ask-passkey.ts'
import { unmadeWords } from './passkey-words.ts'

export function NewPasskeyForm({ onAdded, onCancel }: { onAdded: () => void; onCancel: () => void }) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(RegisterPasskey.pick({ name: true })),
    defaultValues: { name: '' },
  })
  const add = useConfirmed(async (client, name: string) => {
    const { step, options } = await client.passkeys.beginRegistration.mutate()
    return client.passkeys.register.mutate({ step, name, response: await makePasskey(options) })
  })
  const submit = handleSubmit(({ name }) =>
    add.mutate(name, {
      onSuccess: onAdded,
      onError: (error) =>
        error instanceof DOMException
          ? setError('root', { type: 'device', message: unmadeWords(error) })
          : showProblems(error, { setError, fields: ['name'] }),
    }),
  )
  return (
    <form
      method="post"
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-md border border-subtle bg-raised p-4"
    >
      <FormField
        control={control}
        name="name"
        label="Name"
        autoComplete="off"
        hint="Of the device, so that you know it again. Then your browser asks you to show that you are there."
        autoFocus
      />
      <FormEnd problem={formState.errors.root?.message} isPending={add.isPending} onCancel={onCancel}>
        {add.isPending ? 'Waiting for your device…' : 'Make the passkey'}
      </FormEnd>
    </form>
  )
}
