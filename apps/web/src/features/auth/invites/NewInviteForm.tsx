import { type CreatedInvite, CreateInvite } from '@chatterly/protocol/auth/invites'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { FormField } from '../../../lib/FormField.tsx'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'

/** A field that is left empty is no address. */
const Wanted = z.object({
  email: z
    .string()
    .transform((typed) => (typed.trim() === '' ? undefined : typed))
    .pipe(CreateInvite.shape.email),
})

type Props = { sendsMail: boolean; onMade: (created: CreatedInvite) => void }

export function NewInviteForm({ sendsMail, onMade }: Props) {
  const { control, handleSubmit, setError, reset, formState } = useForm({
    resolver: checkedBy(Wanted),
    defaultValues: { email: '' },
  })
  const create = trpc.invites.create.useMutation({
    onSuccess: (created) => {
      reset()
      onMade(created)
    },
    onError: (error) => showProblems(error, { setError, fields: ['email'] }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit(({ email }) => create.mutate(email === undefined ? {} : { email }))}
    >
      <FormField
        control={control}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="off"
        isVerbatim
        hint={
          sendsMail
            ? 'Optional. The invitation is mailed there, and works for that address only. Without one you get a link to hand over.'
            : 'Optional. The invitation works for that address only. You get a link to hand over.'
        }
      />
      <FormProblem words={formState.errors.root?.message} />
      <div>
        <Button type="submit" look="action" isPending={create.isPending}>
          {create.isPending ? 'Inviting…' : 'Invite'}
        </Button>
      </div>
    </form>
  )
}
