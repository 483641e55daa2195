import type { UserView } from '@chatterly/protocol/users/shapes'
import { Finder } from '@chatterly/ui/Finder'
import { X } from 'lucide-react'
import { useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { wordsOf } from '../../lib/refusal-words.ts'
import { useViewer } from '../../lib/viewer.tsx'
import { PersonLine } from './PersonLine.tsx'
import { usePeopleSearch } from './use-people-search.ts'

type Props = {
  label: string
  picked: UserView[]
  onChange: (picked: UserView[]) => void
  /** Who cannot be picked, besides the viewer. */
  without?: ReadonlySet<string>
  isAutoFocused?: boolean
}

/** People found by name become chips; Backspace takes the last one away. */
export function PeoplePicker({ label, picked, onChange, without, isAutoFocused = false }: Props) {
  const viewer = useViewer()
  const [written, setWritten] = useState('')
  const { people, isSettled, error } = usePeopleSearch(written)
  const isTaken = (person: UserView) =>
    person.id === viewer.id || without?.has(person.id) || picked.some(({ id }) => id === person.id)
  const found = people.filter((person) => !isTaken(person)).map((item) => ({ id: item.id, item }))
  const pick = (person: UserView) => {
    onChange([...picked, person])
    setWritten('')
    announce(`${person.displayName} added`)
  }
  const remove = (person: UserView) => {
    onChange(picked.filter(({ id }) => id !== person.id))
    announce(`${person.displayName} removed`)
  }
  return (
    <div className="flex flex-col overflow-hidden rounded-sm border border-control bg-raised focus-within:border-focus focus-within:outline-2 focus-within:outline-focus">
      <Finder
        label={label}
        placeholder={picked.length === 0 ? 'Name or username' : 'Add another'}
        written={written}
        onWrite={setWritten}
        groups={[{ found }]}
        draw={(person) => <PersonLine person={person} />}
        onPick={pick}
        onBackspace={() => {
          const last = picked.at(-1)
          if (last) remove(last)
        }}
        before={picked.map((person) => (
          <Chip key={person.id} person={person} onRemove={() => remove(person)} />
        ))}
        nothing={
          <p className="px-2 py-3 text-ui text-secondary">
            {error ? wordsOf(error) : isSettled ? nobody(written, people.length > 0) : 'Searching…'}
          </p>
        }
        isAutoFocused={isAutoFocused}
        listClassName="h-56"
      />
    </div>
  )
}

function nobody(written: string, areAllTaken: boolean): string {
  if (areAllTaken) return 'Everybody found is in already.'
  return written.trim() === '' ? 'There is nobody else here yet.' : 'Nobody is called that.'
}

function Chip({ person, onRemove }: { person: UserView; onRemove: () => void }) {
  return (
    <span className="inline-flex h-7 items-center gap-1 rounded-full bg-selected ps-2.5 pe-1 text-ui text-primary">
      <bdi className="max-w-40 truncate">{person.displayName}</bdi>
      <button
        type="button"
        aria-label={`Remove ${person.displayName}`}
        onClick={onRemove}
        className="inline-flex size-6 items-center justify-center rounded-full text-secondary hover:text-primary"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </span>
  )
}
