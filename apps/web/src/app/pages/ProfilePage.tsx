import { isAdministrator } from '@chatterly/protocol/users/policy'
import { Button, buttonClass } from '@chatterly/ui/Button'
import { Link } from '@tanstack/react-router'
import { useSignOut } from '../../features/auth/use-sign-out.ts'
import { ProfileForm } from '../../features/users/ProfileForm.tsx'
import { ThemeChoice } from '../../features/users/ThemeChoice.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { SettingsPage } from '../settings/SettingsPage.tsx'

export function ProfilePage() {
  const signOut = useSignOut()
  const viewer = useViewer()
  return (
    <SettingsPage title="Your profile">
      <ProfileForm />
      <ThemeChoice />
      {isAdministrator(viewer) && (
        <section className="flex flex-col items-start gap-3 border-t border-subtle pt-6">
          <h2 className="text-title">Administration</h2>
          <p className="text-ui text-secondary">You look after this installation.</p>
          <div className="flex flex-wrap gap-2">
            <Link to="/admin/invitations" className={buttonClass()}>
              Invitations
            </Link>
            <Link to="/admin/calls" className={buttonClass()}>
              Call connections
            </Link>
          </div>
        </section>
      )}
      <div className="flex flex-col items-start gap-3 border-t border-subtle pt-6">
        <FormProblem words={signOut.error ? wordsOf(signOut.error) : undefined} />
        <Button look="danger" size="large" isPending={signOut.isPending} onPress={() => signOut.mutate()}>
          Sign out
        </Button>
      </div>
    </SettingsPage>
  )
}
