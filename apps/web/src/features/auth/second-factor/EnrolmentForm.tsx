import { ConfirmSecondFactor, type Enrolment } from '@chatterly/protocol/auth/second-factor'
import { buttonClass } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { CopyButton } from '../../../lib/CopyButton.tsx'
import { FormField } from '../../../lib/FormField.tsx'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { trpc } from '../../../lib/trpc.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { QrCode } from './QrCode.tsx'

type Props = { enrolment: Enrolment; onOn: (recoveryCodes: string[]) => void; onCancel: () => void }

/** An app takes the secret and shows its first code: from then on it is asked for. */
export function EnrolmentForm({ enrolment: { secret, uri }, onOn, onCancel }: Props) {
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(ConfirmSecondFactor),
    defaultValues: { code: '' },
  })
  const confirm = trpc.secondFactor.confirm.useMutation({
    onSuccess: ({ recoveryCodes }) => onOn(recoveryCodes),
    onError: (error) =>
      showProblems(error, { setError, fields: ['code'], about: { 'auth.wrong_code': 'code' } }),
  })
  return (
    <form
      aria-label="Authenticator app"
      method="post"
      noValidate
      onSubmit={handleSubmit((given) => confirm.mutate(given))}
      className="flex flex-wrap gap-5 rounded-md border border-subtle bg-raised p-4"
    >
      <QrCode text={uri} label="What your authenticator app scans" />
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-4">
        <p className="text-message text-secondary">
          Scan the picture with an authenticator app on your phone, or give it this secret:
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <code className="text-ui break-all select-all">{secret.match(/.{1,4}/g)?.join(' ')}</code>
          <CopyButton text={secret} label="Copy the secret" />
          {/* A phone cannot scan itself. */}
          <span className="hidden pointer-coarse:block">
            <a href={uri} className={buttonClass()}>
              Open in an app here
            </a>
          </span>
        </div>
        <FormField
          control={control}
          name="code"
          label="Code"
          autoComplete="one-time-code"
          inputMode="numeric"
          isVerbatim
          autoFocus
          hint="The six digits that the app shows now."
        />
        <FormEnd problem={formState.errors.root?.message} isPending={confirm.isPending} onCancel={onCancel}>
          Turn it on
        </FormEnd>
      </div>
    </form>
  )
}
