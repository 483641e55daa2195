import { PASSKEYS_MAX } from '@chatterly/protocol/auth/passkeys'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { pageFacts } from '../../../lib/page-facts.ts'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { knowsPasskeys } from './ask-passkey.ts'
import { NewPasskeyForm } from './NewPasskeyForm.tsx'
import { PasskeyRow } from './PasskeyRow.tsx'

/** Keys on somebody's devices that sign them in by themselves. */
export function PasskeysSection() {
  const utils = trpc.useUtils()
  const { data } = trpc.passkeys.list.useQuery(undefined, pageFacts)
  const [isAdding, setIsAdding] = useState(false)
  const passkeys = data?.items ?? []
  const remember = () => {
    setIsAdding(false)
    void utils.passkeys.list.invalidate()
  }
  return (
    <Section
      title="Passkeys"
      says={
        knowsPasskeys()
          ? 'Sign in with your finger, your face or the PIN of your device: no password, and no code after it.'
          : 'This browser, or the address of this page, knows no passkeys: they need https and a name, or localhost.'
      }
      action={
        knowsPasskeys() &&
        !isAdding &&
        passkeys.length < PASSKEYS_MAX && (
          <Button isDisabled={!data} onPress={() => setIsAdding(true)}>
            Add a passkey
          </Button>
        )
      }
    >
      {isAdding && <NewPasskeyForm onAdded={remember} onCancel={() => setIsAdding(false)} />}
      <ul
        aria-label="Passkeys"
        className="flex flex-col rounded-md border border-subtle bg-raised empty:hidden"
      >
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </ul>
    </Section>
  )
}
