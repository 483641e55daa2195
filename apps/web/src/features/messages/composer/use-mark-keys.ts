import type { RefObject } from 'react'
import { useCommand } from '../../../lib/keymap.ts'
import { withMark } from './with-mark.ts'

/** Bold, italic and code around what is selected. */
export function useMarkKeys(field: RefObject<HTMLTextAreaElement | null>, change: (text: string) => void) {
  const mark = (sign: string) => () => {
    const element = field.current
    if (element === null || document.activeElement !== element) return false
    const { value, selectionStart: start, selectionEnd: end } = element
    const marked = withMark({ text: value, start, end }, sign)
    change(marked.text)
    requestAnimationFrame(() => element.setSelectionRange(marked.start, marked.end))
    return true
  }
  useCommand('composer.bold', mark('**'))
  useCommand('composer.italic', mark('_'))
  useCommand('composer.code', mark('`'))
}
