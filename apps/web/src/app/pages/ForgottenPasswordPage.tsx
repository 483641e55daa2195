import { useState } from 'react'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { LookIntoYourMail } from '../../features/auth/LookIntoYourMail.tsx'
import { ForgottenForm } from '../../features/auth/links/ForgottenForm.tsx'
import { useAccountOptions } from '../../features/auth/use-account-options.ts'

export function ForgottenPasswordPage() {
  const [mailedTo, setMailedTo] = useState<string>()
  const sendsMail = useAccountOptions()?.sendsMail ?? true
  const footer = <FooterLink to="/sign-in">Back to the sign-in</FooterLink>
  if (mailedTo !== undefined)
    return (
      <AuthFrame title="Look into your mail" footer={footer}>
        <LookIntoYourMail again="Use another address" onAgain={() => setMailedTo(undefined)}>
          <p>
            If there is an account with <bdi className="font-[550] break-words text-primary">{mailedTo}</bdi>,
            a link to set a new password is on its way. It works once, within an hour.
          </p>
          <p className="text-ui">Nothing there? Look among the unwanted mail too.</p>
        </LookIntoYourMail>
      </AuthFrame>
    )
  return (
    <AuthFrame title="Forgotten your password?" footer={footer}>
      {sendsMail ? (
        <ForgottenForm onMailed={setMailedTo} />
      ) : (
        <p>This server sends no mail, so it cannot send you a link. Ask whoever runs it.</p>
      )}
    </AuthFrame>
  )
}
