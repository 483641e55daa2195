import { Check } from 'lucide-react'
import { Checkbox, type CheckboxProps } from 'react-aria-components/Checkbox'

type Props = Omit<CheckboxProps, 'children' | 'className'> & { label: string }

/** On or off, with its name beside it. */
export function Toggle({ label, ...props }: Props) {
  return (
    <Checkbox
      {...props}
      className="group flex min-h-(--control) cursor-default items-center gap-2.5 rounded-sm px-1 text-ui text-primary data-hovered:bg-hover"
    >
      <span
        aria-hidden="true"
        className="inline-flex size-4.5 shrink-0 items-center justify-center rounded-xs border border-control bg-raised group-data-selected:border-action group-data-selected:bg-action"
      >
        <Check size={14} strokeWidth={3} className="hidden text-on-action group-data-selected:block" />
      </span>
      {label}
    </Checkbox>
  )
}
