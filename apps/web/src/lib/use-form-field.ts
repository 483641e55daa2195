import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'

/** Which value of which form a field shows. */
export type InForm<Values extends FieldValues, Output> = {
  control: Control<Values, unknown, Output>
  name: FieldPath<Values>
}

/** What a field of ours is given of its form; what is wrong with it stands beside it. */
export function useFormField<Values extends FieldValues, Output>({ control, name }: InForm<Values, Output>) {
  const { field, fieldState } = useController({ control, name })
  return {
    name,
    value: field.value ?? '',
    onChange: field.onChange,
    onBlur: field.onBlur,
    inputRef: field.ref,
    error: fieldState.error?.message,
  }
}
