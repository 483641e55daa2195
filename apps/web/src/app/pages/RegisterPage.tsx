import { Link, useSearch } from '@tanstack/react-router'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { RegisterForm } from '../../features/auth/RegisterForm.tsx'

export function RegisterPage() {
  const search = useSearch({ from: '/signed-out' })
  return (
    <AuthFrame
      title="Create an account"
      footer={
        <>
          Have one already?{' '}
          <Link to="/sign-in" search={search} className="font-[550] text-link underline underline-offset-2">
            Sign in
          </Link>
        </>
      }
    >
      <RegisterForm from={search.from} />
    </AuthFrame>
  )
}
