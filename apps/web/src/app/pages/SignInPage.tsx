import { Button } from '@chatterly/ui/Button'
import { useSearch } from '@tanstack/react-router'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { ProblemOnTheWay } from '../../features/auth/identities/ProblemOnTheWay.tsx'
import { CodeStep } from '../../features/auth/sign-in/CodeStep.tsx'
import { InsteadOfPassword } from '../../features/auth/sign-in/InsteadOfPassword.tsx'
import { SignInForm } from '../../features/auth/sign-in/SignInForm.tsx'
import { useSignIn } from '../../features/auth/sign-in/use-sign-in.ts'
import { useAccountOptions } from '../../features/auth/use-account-options.ts'

export function SignInPage() {
  const { from, problem } = useSearch({ from: '/signed-out/sign-in' })
  const sendsMail = useAccountOptions()?.sendsMail ?? false
  const signIn = useSignIn(from)
  if (signIn.needsCode)
    return (
      <AuthFrame
        title="One more step"
        footer={
          <Button look="plain" onPress={signIn.beginAgain}>
            Back to the sign-in
          </Button>
        }
      >
        <CodeStep signIn={signIn} />
      </AuthFrame>
    )
  return (
    <AuthFrame
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <FooterLink to="/register" search={from === undefined ? {} : { from }}>
            Create an account
          </FooterLink>
        </>
      }
    >
      <ProblemOnTheWay problem={problem} />
      <SignInForm signIn={signIn} />
      {sendsMail && (
        <p className="-mt-1 text-center text-ui">
          <FooterLink to="/forgotten-password">Forgotten your password?</FooterLink>
        </p>
      )}
      <InsteadOfPassword from={from} />
    </AuthFrame>
  )
}
