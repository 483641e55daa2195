import { TextField } from '@chatterly/ui/TextField'
import type { ComponentProps } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'

type Props<Values extends FieldValues, Output> = Omit<
  ComponentProps<typeof TextField>,
  'name' | 'error' | 'value'
> & {
  control: Control<Values, unknown, Output>
  name: FieldPath<Values>
}

/** A text field of a form: what is wrong with it stands beside it. */
export function FormField<Values extends FieldValues, Output>({
  control,
  name,
  ...props
}: Props<Values, Output>) {
  const { field, fieldState } = useController({ control, name })
  return (
    <TextField
      {...props}
      name={name}
      value={field.value ?? ''}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error?.message}
    />
  )
}
