import { buttonClass } from '@chatterly/ui/Button'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { ProveEmailForm } from '../../features/auth/links/ProveEmailForm.tsx'
import { useLinkSecret } from '../../features/auth/links/use-link-secret.ts'
import { trpc } from '../../lib/trpc.ts'

/** Where the link in a mail leads to: of a new account, of its address, or of another address. */
export function ProveEmailPage() {
  const secret = useLinkSecret()
  const utils = trpc.useUtils()
  const [isProven, setIsProven] = useState(false)
  const remember = () => {
    setIsProven(true)
    void utils.auth.me.invalidate()
    void utils.account.get.invalidate()
  }
  return (
    <AuthFrame
      title={isProven ? 'Your address is confirmed' : 'Confirm your address'}
      footer={!isProven && <FooterLink to="/sign-in">Back to the sign-in</FooterLink>}
    >
      {isProven && (
        <>
          <p role="status" className="text-message text-secondary">
            Mail about your account goes there from now on.
          </p>
          <Link to="/" className={buttonClass('action', 'large')}>
            Go on
          </Link>
        </>
      )}
      {!isProven && secret && <ProveEmailForm secret={secret} onProven={remember} />}
      {!isProven && !secret && <p>This link is not whole. Open it from the mail once more.</p>}
    </AuthFrame>
  )
}
