import { Login } from '@chatterly/protocol/auth/shapes'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormProblem } from '../../../lib/FormProblem.tsx'
import { PasswordFormField } from '../../../lib/PasswordFormField.tsx'
import { checkedBy } from '../../../lib/zod-form.ts'
import type { SigningIn } from './use-sign-in.ts'

export function SignInForm({ signIn }: { signIn: SigningIn }) {
  const { control, handleSubmit } = useForm({
    resolver: checkedBy(Login.omit({ code: true })),
    defaultValues: { login: signIn.login, password: '' },
  })
  return (
    <form
      method="post"
      noValidate
      className="flex flex-col gap-4"
      onSubmit={handleSubmit((credentials) => signIn.give(credentials))}
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
      <FormProblem words={signIn.problem} />
      <Button type="submit" look="action" size="large" isPending={signIn.isPending}>
        {signIn.isPending ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
