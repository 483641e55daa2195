import { PasswordField } from '@chatterly/ui/PasswordField'
import type { ComponentProps } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'

type Props<Values extends FieldValues, Output> = Omit<
  ComponentProps<typeof PasswordField>,
  'name' | 'error' | 'value'
> & {
  control: Control<Values, unknown, Output>
  name: FieldPath<Values>
}

/** As `FormField`, for a password. */
export function PasswordFormField<Values extends FieldValues, Output>({
  control,
  name,
  ...props
}: Props<Values, Output>) {
  const { field, fieldState } = useController({ control, name })
  return (
    <PasswordField
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
