import { useEffect, useRef } from 'react'
import { type Command, type CommandId, commands } from './keymap/commands.ts'
import { isMac, matches } from './keymap/keys.ts'

/** Answers false when it has nothing to do at the moment; then the next handler of the keys is asked. */
type Handler = (event: KeyboardEvent) => boolean | undefined | void

const handlers = new Map<CommandId, Handler[]>()

/** While mounted, `handler` answers the command's keys. The one mounted last is asked first. */
export function useCommand(id: CommandId, handler: Handler) {
  const current = useRef(handler)
  useEffect(() => {
    current.current = handler
  })
  useEffect(() => {
    const own: Handler = (event) => current.current(event)
    handlers.set(id, [own, ...(handlers.get(id) ?? [])])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== own),
      )
    }
  }, [id])
}

/** The one listener. It stands at the window, after everything on the page has had its turn. */
export function listenForCommands(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
    if (answer(event)) event.preventDefault()
  }
  window.addEventListener('keydown', listen)
  return () => window.removeEventListener('keydown', listen)
}

function answer(event: KeyboardEvent): boolean {
  return candidates(event).some((command) =>
    (handlers.get(command.id) ?? []).some((handler) => handler(event) !== false),
  )
}

const candidates = (event: KeyboardEvent): Command[] =>
  commands
    .filter((command) => command.keys.some((keys) => matches(keys, event)) && isInScope(command, event))
    .sort((one, other) => (one.rung ?? 0) - (other.rung ?? 0))

function isInScope(command: Command, event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : document.body
  if (document.querySelector('[aria-modal="true"], [data-keymap-modal]') !== null && !command.inDialogs)
    return false
  if (command.scope !== 'global' && target.closest(`[data-keymap-scope="${command.scope}"]`) === null)
    return false
  if (command.when === 'notWriting') return !isWriting(target)
  if (command.when === 'atEdgeOfDraft') return !isMac() || !isInsideDraft(target, event.key)
  return true
}

const isWriting = (target: HTMLElement) =>
  target.isContentEditable || target.closest('input, textarea, select') !== null

/** On a Mac these keys move the caret by a paragraph first. */
function isInsideDraft(target: HTMLElement, key: string): boolean {
  if (!(target instanceof HTMLTextAreaElement)) return false
  return key === 'ArrowUp' ? target.selectionStart > 0 : target.selectionEnd < target.value.length
}
