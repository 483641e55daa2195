import { CreateToken, type Scope, TOKEN_DAYS, TOKEN_DAYS_MAX } from '@chatterly/protocol/auth/personal-tokens'
import { Select } from '@chatterly/ui/Select'
import { Toggle } from '@chatterly/ui/Toggle'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FormField } from '../../../lib/FormField.tsx'
import { FormEnd } from '../../../lib/FormEnd.tsx'
import { showProblems } from '../../../lib/show-problems.ts'
import { checkedBy } from '../../../lib/zod-form.ts'
import { useConfirmed } from '../confirming/use-confirmed.ts'
import { scopeWords } from './scope-words.ts'

const LIFETIMES = [7, 30, TOKEN_DAYS, 180, TOKEN_DAYS_MAX].map((days) => ({
  value: String(days),
  label: `${days} days`,
}))
const SCOPES: Scope[] = ['read', 'write']

type Props = { onMade: (token: string) => void; onCancel: () => void }

export function NewTokenForm({ onMade, onCancel }: Props) {
  const [scopes, setScopes] = useState<Scope[]>(['read'])
  const [days, setDays] = useState(String(TOKEN_DAYS))
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: checkedBy(CreateToken.pick({ name: true })),
    defaultValues: { name: '' },
  })
  const create = useConfirmed((client, wanted: CreateToken) => client.tokens.create.mutate(wanted))
  const submit = handleSubmit(({ name }) =>
    create.mutate(
      { name, scopes, expiresInDays: Number(days) },
      {
        onSuccess: ({ token }) => onMade(token),
        onError: (error) => showProblems(error, { setError, fields: ['name'] }),
      },
    ),
  )
  return (
    <form
      method="post"
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-md border border-subtle bg-raised p-4"
    >
      <FormField
        control={control}
        name="name"
        label="Name"
        autoComplete="off"
        hint="What it is for, so that you know it again."
        autoFocus
      />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-ui font-[550] text-primary">What it may do</legend>
        {SCOPES.map((scope) => (
          <Toggle
            key={scope}
            label={scopeWords[scope]}
            isSelected={scopes.includes(scope)}
            onChange={(isOn) =>
              setScopes(SCOPES.filter((each) => (each === scope ? isOn : scopes.includes(each))))
            }
          />
        ))}
        {scopes.length === 0 && <p className="text-meta text-secondary">Choose at least one.</p>}
      </fieldset>
      <div className="max-w-48">
        <Select label="Ends after" options={LIFETIMES} value={days} onChange={setDays} empty="" />
      </div>
      <FormEnd
        problem={formState.errors.root?.message}
        isPending={create.isPending}
        isDisabled={scopes.length === 0}
        onCancel={onCancel}
      >
        Make the token
      </FormEnd>
    </form>
  )
}
