import type { AccountView } from '@chatterly/protocol/auth/account'
import { Button } from '@chatterly/ui/Button'
import { useState } from 'react'
import { Section } from '../../../lib/Section.tsx'
import { trpc } from '../../../lib/trpc.ts'
import { ChangePasswordForm } from './ChangePasswordForm.tsx'
import { FirstPasswordForm } from './FirstPasswordForm.tsx'

const words = {
  change: {
    says: 'Changing it signs you out everywhere else and ends your access tokens.',
    act: 'Change',
    done: 'Your password was changed.',
  },
  first: {
    says: 'You have none: you sign in another way. With a password you can sign in where that is not at hand.',
    act: 'Set a password',
    done: 'Your password is set.',
  },
} as const

export function PasswordSection({ account }: { account: AccountView }) {
  const utils = trpc.useUtils()
  const [isOpen, setIsOpen] = useState(false)
  const [done, setDone] = useState<keyof typeof words>()
  const kind = account.hasPassword ? 'change' : 'first'
  const Form = account.hasPassword ? ChangePasswordForm : FirstPasswordForm
  const finish = () => {
    setDone(kind)
    setIsOpen(false)
    void utils.account.get.invalidate()
  }
  return (
    <Section
      title="Password"
      says={words[kind].says}
      action={!isOpen && <Button onPress={() => setIsOpen(true)}>{words[kind].act}</Button>}
    >
      {isOpen && <Form onDone={finish} onCancel={() => setIsOpen(false)} />}
      <p role="status" className="text-ui text-secondary empty:hidden">
        {done && !isOpen && words[done].done}
      </p>
    </Section>
  )
}
