import { PasswordField } from '@chatterly/ui/PasswordField'
import type { ComponentProps } from 'react'
import type { FieldValues } from 'react-hook-form'
import { type InForm, useFormField } from './use-form-field.ts'

type Props<Values extends FieldValues, Output> = InForm<Values, Output> &
  Omit<ComponentProps<typeof PasswordField>, 'name' | 'error' | 'value'>

/** As `FormField`, for a password. */
export function PasswordFormField<Values extends FieldValues, Output>({
  control,
  name,
  ...props
}: Props<Values, Output>) {
  return <PasswordField {...props} {...useFormField({ control, name })} />
}
