import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

export type Found<Item> = { id: string; item: Item }
export type FoundGroup<Item> = { title?: string; found: Found<Item>[] }

type Props<Item> = {
  /** The field's accessible name. */
  label: string
  placeholder?: string
  written: string
  onWrite: (written: string) => void
  groups: FoundGroup<Item>[]
  draw: (item: Item) => ReactNode
  onPick: (item: Item) => void
  /** Instead of the list while it has nothing. */
  nothing?: ReactNode
  /** Drawn before the field, inside its frame. */
  before?: ReactNode
  /** Backspace where nothing is written. */
  onBackspace?: () => void
  isAutoFocused?: boolean
  listClassName?: string
}

/**
 * A field with a list of what was found below it. The field keeps the focus: ↑ and ↓ go through the list, Enter picks,
 * and the first is ready to be picked at once.
 */
export function Finder<Item>(props: Props<Item>) {
  const { label, placeholder, written, onWrite, groups, draw, onPick, nothing, before, onBackspace } = props
  const listId = useId()
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const flat = groups.flatMap((group) => group.found)
  const at = Math.min(active, flat.length - 1)
  const optionId = (id: string) => `${listId}-${id}`
  const current = flat[at]

  useEffect(() => {
    if (props.isAutoFocused) field.current?.focus()
  }, [props.isAutoFocused])
  useEffect(() => {
    if (current) document.getElementById(`${listId}-${current.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [current, listId])

  const go = (by: number) => setActive(flat.length === 0 ? 0 : (at + by + flat.length) % flat.length)
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey) return
    if (event.key === 'ArrowDown') go(1)
    else if (event.key === 'ArrowUp') go(-1)
    else if (event.key === 'Enter' && current) onPick(current.item)
    else if (event.key === 'Backspace' && written === '' && onBackspace) onBackspace()
    else if (event.key !== 'Enter') return
    event.preventDefault()
  }

  return (
    <div className="group/finder contents">
      <div className="flex min-h-(--control-large) flex-wrap items-center gap-1.5 px-3 py-1.5">
        {before}
        <input
          ref={field}
          role="combobox"
          aria-label={label}
          aria-expanded={flat.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current && optionId(current.id)}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          placeholder={placeholder}
          value={written}
          onChange={(event) => {
            setActive(0)
            onWrite(event.target.value)
          }}
          onKeyDown={handleKeyDown}
          className="h-7 min-w-32 flex-1 bg-transparent text-message text-primary outline-none! placeholder:text-tertiary"
        />
      </div>
      <div className={`flex min-h-0 flex-col border-t border-subtle ${props.listClassName ?? ''}`}>
        <div
          id={listId}
          role="listbox"
          aria-label={label}
          tabIndex={-1}
          className="min-h-0 overflow-y-auto p-2 empty:hidden"
        >
          {groups.map((group) => (
            <FinderGroup
              key={group.title ?? ''}
              group={group}
              current={current?.id}
              optionId={optionId}
              draw={draw}
              onPick={onPick}
            />
          ))}
        </div>
        {flat.length === 0 && <div className="p-2">{nothing}</div>}
      </div>
      <span role="status" className="sr-only">
        {flat.length > 0 && written !== '' ? `${flat.length} found` : ''}
      </span>
    </div>
  )
}

type GroupProps<Item> = Pick<Props<Item>, 'draw' | 'onPick'> & {
  group: FoundGroup<Item>
  current: string | undefined
  optionId: (id: string) => string
}

function FinderGroup<Item>({ group, current, optionId, draw, onPick }: GroupProps<Item>) {
  const titleId = useId()
  if (group.found.length === 0) return null
  return (
    <div role="group" aria-labelledby={group.title && titleId}>
      {group.title && (
        <div id={titleId} className="px-2 pt-2 pb-1 text-meta font-[550] text-secondary">
          {group.title}
        </div>
      )}
      {group.found.map(({ id, item }) => (
        // No key events here: the field above has the focus and listens
        <div
          key={id}
          id={optionId(id)}
          role="option"
          tabIndex={-1}
          aria-selected={id === current}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(item)}
          className="flex min-h-(--control-large) cursor-default items-center gap-2.5 rounded-sm px-2 text-ui text-primary hover:bg-hover group-focus-within/finder:aria-selected:bg-selected"
        >
          {draw(item)}
        </div>
      ))}
    </div>
  )
}
