import { TextField } from '@chatterly/ui/TextField'
import type { ComponentProps } from 'react'
import type { FieldValues } from 'react-hook-form'
import { type InForm, useFormField } from './use-form-field.ts'

type Props<Values extends FieldValues, Output> = InForm<Values, Output> &
  Omit<ComponentProps<typeof TextField>, 'name' | 'error' | 'value'>

/** A text field of a form. */
export function FormField<Values extends FieldValues, Output>({
  control,
  name,
  ...props
}: Props<Values, Output>) {
  return <TextField {...props} {...useFormField({ control, name })} />
}
