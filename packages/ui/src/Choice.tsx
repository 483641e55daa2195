import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'

type Option<Value extends string> = { value: Value; label: string; hint?: string }

type Props<Value extends string> = {
  label: string
  options: readonly Option<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <RadioGroup
      value={value}
      onChange={(chosen) => {
        const option = options.find((other) => other.value === chosen)
        if (option) onChange(option.value)
      }}
      className="flex flex-col gap-1"
    >
      <Label className="text-ui font-[550] text-primary">{label}</Label>
      <div className="flex flex-wrap gap-2">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className="group flex min-h-(--control-large) min-w-28 flex-1 cursor-default items-center gap-2.5 rounded-sm border border-control/60 bg-raised px-3 py-1.5 text-ui data-hovered:bg-hover data-selected:border-action data-selected:bg-selected"
          >
            <span
              aria-hidden="true"
              className="size-4 shrink-0 rounded-full border border-control bg-raised group-data-selected:border-5 group-data-selected:border-action"
            />
            <span className="flex flex-col">
              <span className="font-[550]">{option.label}</span>
              {option.hint && <span className="text-meta text-secondary">{option.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
