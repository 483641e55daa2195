import { useSearch } from '@tanstack/react-router'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { SignInForm } from '../../features/auth/SignInForm.tsx'
import { useAccountOptions } from '../../features/auth/use-account-options.ts'

export function SignInPage() {
  const search = useSearch({ from: '/signed-out' })
  const sendsMail = useAccountOptions()?.sendsMail ?? false
  return (
    <AuthFrame
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <FooterLink to="/register" search={search}>
            Create an account
          </FooterLink>
        </>
      }
    >
      <SignInForm from={search.from} />
      {sendsMail && (
        <p className="-mt-1 text-center text-ui">
          <FooterLink to="/forgotten-password">Forgotten your password?</FooterLink>
        </p>
      )}
    </AuthFrame>
  )
}
