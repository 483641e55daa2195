import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField as AriaSearchField, type SearchFieldProps } from 'react-aria-components/SearchField'

type Props = Omit<SearchFieldProps, 'children' | 'className' | 'aria-label'> & {
  label: string
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
  className?: string
}

export function SearchField({ label, placeholder = label, inputRef, className = '', ...props }: Props) {
  return (
    <AriaSearchField
      {...props}
      aria-label={label}
      className={`group relative flex items-center ${className}`}
    >
      <Search aria-hidden="true" size={16} className="pointer-events-none absolute start-2.5 text-tertiary" />
      <Input
        ref={inputRef}
        dir="auto"
        placeholder={placeholder}
        className="h-(--control) w-full rounded-sm border border-control/50 bg-raised ps-8 pe-8 text-ui text-primary placeholder:text-tertiary [&::-webkit-search-cancel-button]:hidden"
      />
      <Button className="absolute end-1 inline-flex size-6 items-center justify-center rounded-xs text-tertiary group-data-empty:hidden hover:text-primary">
        <X aria-hidden="true" size={14} />
      </Button>
    </AriaSearchField>
  )
}
