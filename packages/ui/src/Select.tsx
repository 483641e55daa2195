import { useId } from 'react'

type Option = { value: string; label: string }

type Props = {
  label: string
  options: readonly Option[]
  value: string
  onChange: (value: string) => void
  /** Instead of options while there are none. */
  empty: string
}

/** One of many. The platform's own list: it suits a phone, and long names. */
export function Select({ label, options, value, onChange, empty }: Props) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-ui font-[550] text-primary">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={options.length === 0}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-(--control-large) w-full min-w-0 truncate rounded-sm border border-control bg-raised px-2 text-ui text-primary disabled:opacity-60"
      >
        {options.length === 0 && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
