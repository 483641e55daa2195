import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { CodeForm } from './CodeForm.tsx'
import type { SigningIn } from './use-sign-in.ts'

const kinds = {
  app: { says: 'Your password is right. Now the code that your authenticator app shows.', other: 'recovery' },
  recovery: { says: 'Each of your recovery codes signs you in once, in place of the app.', other: 'app' },
} as const

/** After the password, where a second factor is on. */
export function CodeStep({ signIn }: { signIn: SigningIn }) {
  const [kind, setKind] = useState<keyof typeof kinds>('app')
  const { says, other } = kinds[kind]
  return (
    <>
      <p role="status" className="text-message text-secondary">
        {says}
      </p>
      <CodeForm key={kind} kind={kind} signIn={signIn} />
      <Button look="plain" onPress={() => setKind(other)} isDisabled={signIn.isPending}>
        {kind === 'app' ? 'Use a recovery code' : 'Use the authenticator app'}
      </Button>
    </>
  )
}
