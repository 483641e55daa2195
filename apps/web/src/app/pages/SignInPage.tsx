import { Link, useSearch } from '@tanstack/react-router'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { SignInForm } from '../../features/auth/SignInForm.tsx'

export function SignInPage() {
  const search = useSearch({ from: '/signed-out' })
  return (
    <AuthFrame
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <Link to="/register" search={search} className="font-[550] text-link underline underline-offset-2">
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm from={search.from} />
    </AuthFrame>
  )
}
