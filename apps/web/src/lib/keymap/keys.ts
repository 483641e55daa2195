/** `Mod+Shift+K`: Mod is ⌘ on a Mac and Ctrl elsewhere. */
type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const named: Record<string, string> = {
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  plus: '+',
  space: ' ',
}
const printedOnMac: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Ctrl: '⌃' }
const printed: Record<string, string> = {
  Mod: 'Ctrl',
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Escape: 'Esc',
  Plus: '+',
}
const spoken: Record<string, string> = { Mod: 'Control' }

let mac: boolean | undefined

export function isMac(): boolean {
  mac ??= typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
  return mac
}

export function matches(keys: string, event: Pressed, onMac = isMac()): boolean {
  const parts = keys.split('+')
  const key = (parts.at(-1) ?? '').toLowerCase()
  const mod = parts.includes('Mod')
  const pressed = event.key.toLowerCase()
  const meant = named[key] ?? key
  const isSymbol = meant.length === 1 && !/[a-z0-9]/.test(meant)
  return (
    pressed === meant &&
    event.metaKey === (mod && onMac) &&
    event.ctrlKey === (mod && !onMac) &&
    event.altKey === parts.includes('Alt') &&
    // Where a symbol sits, and whether it needs Shift, is the keyboard's affair.
    (isSymbol || event.shiftKey === parts.includes('Shift'))
  )
}

/** What stands on the caps, parted by spaces: "⌘ K", "Ctrl Shift K". */
export const printKeys = (keys: string, onMac = isMac()) =>
  keys
    .split('+')
    .map((part) => (onMac ? printedOnMac[part] : undefined) ?? printed[part] ?? part)
    .join(' ')

/** For `aria-keyshortcuts`. */
export const ariaKeys = (keys: string, onMac = isMac()) =>
  keys
    .split('+')
    .map((part) =>
      part === 'Mod' && onMac
        ? 'Meta'
        : (spoken[part] ?? (named[part.toLowerCase()]?.startsWith('arrow') ? `Arrow${part}` : part)),
    )
    .join('+')
