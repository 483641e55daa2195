import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { AuthFrame } from '../../features/auth/AuthFrame.tsx'
import { FooterLink } from '../../features/auth/FooterLink.tsx'
import { LookIntoYourMail } from '../../features/auth/LookIntoYourMail.tsx'
import { NobodyRegisters } from '../../features/auth/NobodyRegisters.tsx'
import { RegisterForm } from '../../features/auth/RegisterForm.tsx'
import { useLinkSecret } from '../../features/auth/links/use-link-secret.ts'
import { ProviderLink } from '../../features/auth/identities/ProviderLink.tsx'
import { useProviders } from '../../features/auth/identities/use-providers.ts'
import { OtherWays } from '../../features/auth/sign-in/OtherWays.tsx'
import { useAccountOptions } from '../../features/auth/use-account-options.ts'

export function RegisterPage() {
  const search = useSearch({ from: '/signed-out' })
  const [mailedTo, setMailedTo] = useState<string>()
  const invite = useLinkSecret()
  const registration = useAccountOptions()?.registration
  const providers = useProviders()
  const [isFirst, setIsFirst] = useState(false)
  const refusing =
    registration === 'closed' || (registration === 'invite' && !invite) ? registration : undefined
  const footer = (
    <>
      Have one already?{' '}
      <FooterLink to="/sign-in" search={search}>
        Sign in
      </FooterLink>
    </>
  )
  if (mailedTo !== undefined)
    return (
      <AuthFrame title="Look into your mail" footer={footer}>
        <LookIntoYourMail again="Use another address" onAgain={() => setMailedTo(undefined)}>
          <p>
            A link was sent to <bdi className="font-[550] break-words text-primary">{mailedTo}</bdi>. Your
            account begins when you open it, within a day.
          </p>
          <p className="text-ui">Nothing there? Look among the unwanted mail too.</p>
        </LookIntoYourMail>
      </AuthFrame>
    )
  return (
    <AuthFrame title={invite ? 'You are invited' : 'Create an account'} footer={footer}>
      {refusing && !isFirst ? (
        <NobodyRegisters registration={refusing} onFirst={() => setIsFirst(true)} />
      ) : (
        <>
          {invite && <p className="text-message text-secondary">Make your account to come in.</p>}
          <RegisterForm from={search.from} invite={invite} onMailed={setMailedTo} />
          {providers.length > 0 && (
            <OtherWays>
              {providers.map((provider) => (
                <ProviderLink
                  key={provider.startPath}
                  provider={provider}
                  returnTo={search.from}
                  invite={invite}
                />
              ))}
            </OtherWays>
          )}
        </>
      )}
    </AuthFrame>
  )
}
