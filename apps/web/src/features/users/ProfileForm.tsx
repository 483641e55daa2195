import { BIO_MAX, UpdateProfile } from '@chatterly/protocol/users/shapes'
import { Avatar } from '@chatterly/ui/Avatar'
import { Button } from '@chatterly/ui/Button'
import { useForm } from 'react-hook-form'
import { FormField } from '../../lib/FormField.tsx'
import { FormProblem } from '../../lib/FormProblem.tsx'
import { formatDay } from '../../lib/format.ts'
import { fieldWordsOf, refusalOf } from '@chatterly/client/errors'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { checkedBy } from '../../lib/zod-form.ts'
import { useUpdateProfile } from './use-update-profile.ts'

const fields = ['displayName', 'username', 'bio'] as const

export function ProfileForm() {
  const viewer = useViewer()
  const { displayName, username, bio } = viewer
  const { control, handleSubmit, setError, formState, reset } = useForm({
    resolver: checkedBy(UpdateProfile.required()),
    defaultValues: { displayName, username, bio },
  })
  const update = useUpdateProfile()
  const save = handleSubmit((profile) =>
    update.mutate(profile, {
      onSuccess: (saved) =>
        reset({ displayName: saved.displayName, username: saved.username, bio: saved.bio }),
      onError: (error) => {
        const words = fieldWordsOf(error)
        if (refusalOf(error) === 'auth.username_taken') words.username = wordsOf(error)
        const named = fields.filter((field) => words[field] !== undefined)
        for (const field of named)
          setError(field, { type: 'server', message: words[field] ?? '' }, { shouldFocus: true })
        if (named.length === 0) setError('root', { type: 'server', message: wordsOf(error) })
      },
    }),
  )
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-5">
      <div className="flex items-center gap-4">
        <Avatar id={viewer.id} name={displayName} size={72} />
        <div className="min-w-0">
          <bdi className="block truncate text-h2">{displayName}</bdi>
          <p className="truncate text-ui text-secondary">
            {viewer.email} · since {formatDay(viewer.createdAt)}
          </p>
        </div>
      </div>
      <FormField
        control={control}
        name="displayName"
        label="Name"
        autoComplete="name"
        hint="As others see you."
      />
      <FormField control={control} name="username" label="Username" autoComplete="username" isVerbatim />
      <FormField
        control={control}
        name="bio"
        label="About you"
        rows={3}
        maxLength={BIO_MAX}
        hint="What others should know. Optional."
      />
      <FormProblem words={formState.errors.root?.message} />
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          look="action"
          size="large"
          isPending={update.isPending}
          isDisabled={!formState.isDirty}
        >
          Save
        </Button>
        <span role="status" className="text-ui text-secondary">
          {update.isSuccess && !formState.isDirty ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  )
}
