import { Button } from '@chatterly/ui/Button'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { isTouch } from '../../lib/is-touch.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { EmojiGrid } from './EmojiGrid.tsx'
import type { EmojiEntry, EmojiGroup } from './emoji-list.ts'
import { stepInGrid } from './grid-step.ts'
import { searchEmoji } from './search-emoji.ts'
import { useEmoji } from './use-emoji.ts'
import { usedEmoji } from './used-emoji.ts'

type Props = { onPick: (emoji: string) => void }

/** A field that keeps the focus over a grid of emoji: arrows go through it, Enter picks. */
export function EmojiPicker({ onPick }: Props) {
  const { data: groups, error, refetch } = useEmoji()
  const [written, setWritten] = useState('')
  const [used] = useState(usedEmoji)
  const [activeId, setActiveId] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const listId = useId()
  const wanted = useDeferredValue(written.trim())
  const shown = useMemo(() => groupsFor(groups ?? [], wanted, used), [groups, wanted, used])
  const entries = useMemo(() => new Map(shown.flatMap((group) => idsOf(listId, group))), [shown, listId])
  const active = activeId !== null && entries.has(activeId) ? activeId : firstOf(entries)

  useEffect(() => {
    // On a phone it would call up the keyboard, over what is to be chosen from.
    if (!isTouch()) field.current?.focus()
  }, [])

  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.altKey || list.current === null) return
    if (event.key === 'Enter') {
      const entry = active === undefined ? undefined : entries.get(active)
      if (entry) onPick(entry.emoji)
      return event.preventDefault()
    }
    // While something is written, ← and → belong to the caret.
    const isCaret = written !== '' && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    const next = isCaret ? undefined : stepInGrid(list.current, active, event.key)
    if (next === undefined) return
    event.preventDefault()
    setActiveId(next)
    document.getElementById(next)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className="flex h-[min(24rem,60dvh)] w-full min-w-0 flex-col sm:w-[21.5rem]">
      <div className="relative m-2 mb-1 flex shrink-0 items-center">
        <Search aria-hidden="true" size={16} className="absolute start-2.5 text-tertiary" />
        <input
          ref={field}
          role="combobox"
          aria-label="Search emoji"
          aria-expanded={entries.size > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active}
          autoComplete="off"
          spellCheck={false}
          placeholder="Search emoji"
          value={written}
          onChange={(event) => {
            setActiveId(null)
            setWritten(event.target.value)
          }}
          onKeyDown={handleKeyDown}
          className="h-(--control) w-full rounded-sm border border-control/50 bg-canvas ps-8 pe-2 text-ui text-primary placeholder:text-tertiary"
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Emoji"
        aria-busy={groups === undefined && error === null}
        tabIndex={-1}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-2"
      >
        <EmojiGrid listId={listId} groups={shown} active={active} onPoint={setActiveId} onPick={onPick} />
      </div>
      {error !== null && (
        <div role="alert" className="flex items-center gap-2 p-3 text-ui text-danger">
          The emoji could not be loaded. {wordsOf(error)}
          <Button onPress={() => void refetch()}>Try again</Button>
        </div>
      )}
      <p
        role="status"
        className="flex h-9 shrink-0 items-center gap-2 border-t border-subtle px-3 text-meta text-secondary"
      >
        {statusWords({ isLoading: groups === undefined && error === null, wanted, count: entries.size }) ?? (
          <Named entry={active === undefined ? undefined : entries.get(active)} />
        )}
      </p>
    </div>
  )
}

const Named = ({ entry }: { entry: EmojiEntry | undefined }) =>
  entry && (
    <>
      <span aria-hidden="true" className="font-emoji text-[1.0625rem] leading-none">
        {entry.emoji}
      </span>
      <span className="truncate">{entry.name}</span>
    </>
  )

type Status = { isLoading: boolean; wanted: string; count: number }

const statusWords = ({ isLoading, wanted, count }: Status) =>
  isLoading ? 'Loading emoji…' : count === 0 && wanted !== '' ? 'No emoji is called that.' : undefined

function groupsFor(groups: readonly EmojiGroup[], wanted: string, used: readonly string[]): EmojiGroup[] {
  if (wanted !== '') return [{ title: 'Found', entries: searchEmoji(groups, wanted) }]
  const all = new Map(groups.flatMap(({ entries }) => entries).map((entry) => [entry.emoji, entry]))
  const lately = used.flatMap((emoji) => all.get(emoji) ?? [])
  return lately.length === 0 ? [...groups] : [{ title: 'Used lately', entries: lately }, ...groups]
}

const idsOf = (listId: string, { title, entries }: EmojiGroup) =>
  entries.map((entry): [string, EmojiEntry] => [`${listId}-${title}-${entry.emoji}`, entry])

const firstOf = (entries: ReadonlyMap<string, EmojiEntry>): string | undefined => entries.keys().next().value
