import { Register } from '@chatterly/protocol/auth/shapes'
import { Button } from '@chatterly/ui/Button'
import { useForm, useWatch } from 'react-hook-form'
import { FormField } from '../../lib/FormField.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { showProblems } from '../../lib/show-problems.ts'
import { trpc } from '../../lib/trpc.ts'
import { checkedBy } from '../../lib/zod-form.ts'
import { NewPasswordField } from './password/NewPasswordField.tsx'
import { useEnter } from './use-enter.ts'

const fields = ['displayName', 'username', 'email', 'password'] as const
const about = {
  'auth.username_taken': 'username',
  'auth.email_taken': 'email',
  'auth.password_common': 'password',
  'auth.password_guessable': 'password',
} as const

type Props = {
  from: string | undefined
  /** Behind the # of an invitation's link. */
  invite: string | undefined
  /** The account begins at a link that was mailed there. */
  onMailed: (email: string) => void
}

export function RegisterForm({ from, invite, onMailed }: Props) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(Register.omit({ invite: true }).required({ displayName: true })),
    defaultValues: { displayName: '', username: '', email: '', password: '' },
  })
  const [displayName, username, email] = useWatch({ control, name: ['displayName', 'username', 'email'] })
  const enter = useEnter(from)
  const register = trpc.auth.register.useMutation({
    onSuccess: ({ user }, person) => (user ? enter({ user }) : onMailed(person.email)),
    onError: (error) => showProblems(error, { setError, fields, about }),
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((person) => register.mutate({ ...person, ...(invite && { invite }) }))}
    >
      <FormField
        control={control}
        name="displayName"
        label="Name"
        autoComplete="name"
        hint="As others see you."
        autoFocus
      />
      <FormField
        control={control}
        name="username"
        label="Username"
        autoComplete="username"
        isVerbatim
        hint="Letters, digits, dots, dashes and underscores."
      />
      <FormField control={control} name="email" label="E-mail" type="email" autoComplete="email" isVerbatim />
      <NewPasswordField
        control={control}
        name="password"
        label="Password"
        owner={{ displayName, username, email }}
      />
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={register.isPending}>
        {register.isPending ? 'Creating the account…' : 'Create account'}
      </Button>
    </form>
  )
}
