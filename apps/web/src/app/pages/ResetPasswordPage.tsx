import { buttonClass } from '@chatterly/ui/Button'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { ResetForm } from '../../features/auth/links/ResetForm.tsx'
import { useLinkSecret } from '../../features/auth/links/use-link-secret.ts'

/** Where the link in a mail leads to. */
export function ResetPasswordPage() {
  const secret = useLinkSecret()
  const [isSet, setIsSet] = useState(false)
  return (
    <AuthFrame
      title={isSet ? 'Your password is set' : 'Set a new password'}
      footer={!isSet && <FooterLink to="/forgotten-password">Ask for another link</FooterLink>}
    >
      {isSet && (
        <>
          <p role="status" className="text-message text-secondary">
            You were signed out everywhere. Sign in with the new password to go on.
          </p>
          <Link to="/sign-in" className={buttonClass('action', 'large')}>
            Sign in
          </Link>
        </>
      )}
      {!isSet && secret && <ResetForm secret={secret} onSet={() => setIsSet(true)} />}
      {!isSet && !secret && <p>This link is not whole. Open it from the mail once more.</p>}
    </AuthFrame>
  )
}
