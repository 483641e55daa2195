import { PASSWORD_MIN, Register } from '@chatterly/protocol/auth/shapes'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormField } from '../../lib/FormField.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { fieldWordsOf, refusalOf } from '@chatterly/client/errors'
import { wordsOf } from '../../lib/refusal-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { checkedBy } from '../../lib/zod-form.ts'
import { useEnter } from './use-enter.ts'

const fields = ['displayName', 'username', 'email', 'password'] as const

export function RegisterForm({ from }: { from: string | undefined }) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(Register.required({ displayName: true })),
    defaultValues: { displayName: '', username: '', email: '', password: '' },
  })
  const enter = useEnter(from)
  const register = trpc.auth.register.useMutation({
    onSuccess: ({ user }) => user && enter({ user }),
    onError: (error) => {
      const words = fieldWordsOf(error)
      const refusal = refusalOf(error)
      if (refusal === 'auth.username_taken') words.username = wordsOf(error)
      if (refusal === 'auth.email_taken') words.email = wordsOf(error)
      const named = fields.filter((field) => words[field] !== undefined)
      for (const [index, field] of named.entries()) {
        setError(field, { type: 'server', message: words[field] ?? '' }, { shouldFocus: index === 0 })
      }
      if (named.length === 0) setError('root', { type: 'server', message: wordsOf(error) })
    },
  })
  if (register.data && !register.data.user) return <LookIntoYourMail />
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((person) => register.mutate(person))}
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
      <FormField
        control={control}
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN} characters.`}
      />
      <FormProblem words={formState.errors.root?.message} />
      <Button type="submit" look="action" size="large" isPending={register.isPending}>
        {register.isPending ? 'Creating the account…' : 'Create account'}
      </Button>
    </form>
  )
}

const LookIntoYourMail = () => (
  <p role="status">Look into your mail: the account begins when you open the link that was sent to you.</p>
)
