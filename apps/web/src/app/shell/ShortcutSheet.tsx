import { Dialog } from '@chatterly/ui/Dialog'
import { Keys } from '@chatterly/ui/Keys'
import { SearchField } from '@chatterly/ui/SearchField'
import { useState } from 'react'
import { commands, type Scope } from '../../lib/keymap/commands.ts'
import { printKeys } from '../../lib/keymap/keys.ts'

const scopeTitles: Record<Scope, string> = {
  global: 'Everywhere',
  conversation: 'In a conversation',
  composer: 'While writing',
  message: 'On a message',
  call: 'In a call',
}
const order = ['global', 'conversation', 'composer', 'message', 'call'] as const

/** Every command of the registry, found by what it does or by its keys. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [written, setWritten] = useState('')
  const wanted = written.trim().toLowerCase()
  const shown = commands.filter(
    ({ label, keys }) =>
      label.toLowerCase().includes(wanted) ||
      keys.some((key) => printKeys(key).toLowerCase().includes(wanted)),
  )
  return (
    <Dialog title="Keyboard shortcuts" isOpen onClose={onClose}>
      <SearchField
        label="Search shortcuts"
        value={written}
        onChange={setWritten}
        autoFocus
        className="mx-5 mt-2 mb-3 shrink-0"
      />
      {/* Focusable: without it the keyboard could not scroll */}
      <div
        role="group"
        aria-label="Shortcuts"
        tabIndex={0}
        className="h-[min(32rem,60dvh)] overflow-y-auto px-5 pb-5"
      >
        {order.map((scope) => (
          <Scoped
            key={scope}
            title={scopeTitles[scope]}
            list={shown.filter((command) => command.scope === scope)}
          />
        ))}
        {shown.length === 0 && (
          <p role="status" className="py-4 text-ui text-secondary">
            No shortcut matches that.
          </p>
        )}
      </div>
    </Dialog>
  )
}

function Scoped({ title, list }: { title: string; list: typeof commands }) {
  if (list.length === 0) return null
  return (
    <section className="mb-4">
      <h3 className="sticky top-0 bg-raised py-1 text-meta font-[550] text-secondary">{title}</h3>
      <dl>
        {list.map(({ id, label, keys }) => (
          <div
            key={id}
            className="flex min-h-9 items-center justify-between gap-4 border-b border-subtle py-1 text-ui last:border-0"
          >
            <dt>{label}</dt>
            <dd className="flex shrink-0 gap-2">
              {keys.map((key) => (
                <Keys key={key} keys={printKeys(key)} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
