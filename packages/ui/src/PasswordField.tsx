import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { inputClass, type TextField } from './TextField.tsx'

type Props = Omit<ComponentProps<typeof TextField>, 'type' | 'rows' | 'isVerbatim'>

/** A secret, hidden until its owner wants to see it. It may be pasted, and password managers know it. */
export function PasswordField({ label, hint, error, placeholder, inputRef, ...props }: Props) {
  const [isShown, setIsShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <AriaTextField
      {...props}
      type={isShown ? 'text' : 'password'}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1"
    >
      <Label className="text-ui font-[550] text-primary">{label}</Label>
      <div className="relative">
        <Input
          ref={inputRef}
          placeholder={placeholder}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className={`${inputClass} pe-11`}
        />
        <Button
          // Not a part of the field: its label and its hint are not about the button.
          slot={null}
          aria-label={isShown ? 'Hide what is typed' : 'Show what is typed'}
          onPress={() => setIsShown(!isShown)}
          className="absolute inset-y-1 end-1 inline-flex w-9 cursor-default items-center justify-center rounded-xs text-secondary data-hovered:bg-hover data-hovered:text-primary"
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      </div>
      {hint && error === undefined && (
        <Text slot="description" className="text-meta text-secondary">
          {hint}
        </Text>
      )}
      <FieldError className="text-meta text-danger">{error}</FieldError>
    </AriaTextField>
  )
}
