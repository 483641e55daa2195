import { Login } from '@chatterly/protocol/auth/shapes'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormField } from '../../lib/FormField.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { PasswordFormField } from '../../lib/PasswordFormField.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { trpc } from '../../lib/trpc.ts'
import { checkedBy } from '../../lib/zod-form.ts'
import { useEnter } from './use-enter.ts'

export function SignInForm({ from }: { from: string | undefined }) {
  const signIn = trpc.auth.login.useMutation({ onSuccess: useEnter(from) })
  const { control, handleSubmit } = useForm({
    resolver: checkedBy(Login),
    defaultValues: { login: '', password: '' },
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((credentials) => signIn.mutate(credentials))}
    >
      <FormField
        control={control}
        name="login"
        label="E-mail or username"
        autoComplete="username"
        isVerbatim
        autoFocus
      />
      <PasswordFormField control={control} name="password" label="Password" autoComplete="current-password" />
      <FormProblem words={signIn.error ? wordsOf(signIn.error) : undefined} />
      <Button type="submit" look="action" size="large" isPending={signIn.isPending}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
