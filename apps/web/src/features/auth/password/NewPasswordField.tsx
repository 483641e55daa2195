import type { PasswordOwner } from '@chatterly/protocol/auth/password-words'
import type { Control, FieldPath, FieldValues } from 'react-hook-form'
import { useWatch } from 'react-hook-form'
import { PasswordFormField } from '../../../lib/PasswordFormField.tsx'
import { passwordWords } from './password-words.ts'

type Props<Values extends FieldValues, Output> = {
  control: Control<Values, unknown, Output>
  name: FieldPath<Values>
  label: string
  /** Whose it will be, as far as that is known. */
  owner: PasswordOwner
  autoFocus?: boolean
}

/** A password that is chosen: under it stands what it still needs. */
export function NewPasswordField<Values extends FieldValues, Output>({
  owner,
  ...field
}: Props<Values, Output>) {
  const written: unknown = useWatch({ control: field.control, name: field.name })
  return (
    <PasswordFormField
      {...field}
      autoComplete="new-password"
      hint={passwordWords(typeof written === 'string' ? written : '', owner)}
    />
  )
}
