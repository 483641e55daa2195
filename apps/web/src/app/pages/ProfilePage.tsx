import { Button } from '@chatterly/ui/Button'
import { useSignOut } from '../../features/auth/use-sign-out.ts'
import { ProfileForm } from '../../features/users/ProfileForm.tsx'
import { ThemeChoice } from '../../features/users/ThemeChoice.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { Page } from '../Page.tsx'

export function ProfilePage() {
  const signOut = useSignOut()
  return (
    <Page title="Your profile">
      <div className="mx-auto flex max-w-xl flex-col gap-8 px-4 py-6 sm:px-6 sm:py-8">
        <ProfileForm />
        <ThemeChoice />
        <div className="flex flex-col items-start gap-3 border-t border-subtle pt-6">
          <FormProblem words={signOut.error ? wordsOf(signOut.error) : undefined} />
          <Button look="danger" size="large" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
            Sign out
          </Button>
        </div>
      </div>
    </Page>
  )
}
