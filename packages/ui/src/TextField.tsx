import type { ReactNode, Ref } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField'

type Props = Omit<TextFieldProps, 'children' | 'className'> & {
  label: string
  hint?: ReactNode
  /** In words, drawn beside the field; the field is invalid while there are some. */
  error?: string | undefined
  /** More than one makes it a text area. */
  rows?: number
  placeholder?: string
  /** Kept as typed: no capitals, corrections or spelling marks of the keyboard's own. */
  isVerbatim?: boolean
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement>
}

/** Looks of everything one writes into. */
export const inputClass =
  'w-full min-h-(--control-large) rounded-sm border border-control bg-raised px-3 py-1.5 text-message text-primary placeholder:text-tertiary data-invalid:border-danger data-disabled:opacity-60'

export function TextField({
  label,
  hint,
  error,
  rows = 1,
  placeholder,
  isVerbatim = false,
  inputRef,
  ...props
}: Props) {
  const written = { dir: 'auto', placeholder, ref: inputRef, className: inputClass } as const
  const verbatim = isVerbatim ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {}
  return (
    <AriaTextField
      {...props}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1"
    >
      <Label className="text-ui font-[550] text-primary">{label}</Label>
      {rows > 1 ? <TextArea {...written} rows={rows} /> : <Input {...written} {...verbatim} />}
      {hint && error === undefined && (
        <Text slot="description" className="text-meta text-secondary">
          {hint}
        </Text>
      )}
      <FieldError className="text-meta text-danger">{error}</FieldError>
    </AriaTextField>
  )
}
