import { type KeyboardEvent, type RefObject, useLayoutEffect } from 'react'
import { isTouch } from '../../../lib/is-touch.ts'
import { isSendKey } from './send-key.ts'
import { useMarkKeys } from './use-mark-keys.ts'

type Props = {
  field: RefObject<HTMLTextAreaElement | null>
  label: string
  placeholder?: string
  describedBy?: string | undefined
  text: string
  onChange: (text: string) => void
  /** Enter, where Enter does not begin a line. */
  onEnter: () => void
  /** Asked about every other key. */
  onKey?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/** Where a message is written, for the first time or anew. */
export function MessageField(props: Props) {
  const { field, label, placeholder, describedBy, text, onChange, onEnter, onKey } = props
  useGrowingHeight(field, text)
  useMarkKeys(field, onChange)

  const handleKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!isSendKey({ ...pick(event), isComposing: event.nativeEvent.isComposing }, isTouch()))
      return onKey?.(event)
    event.preventDefault()
    onEnter()
  }

  return (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={handleKeyDown}
      className="max-h-[40vh] min-h-9 grow resize-none self-center bg-transparent px-2 py-[0.4375rem] text-message outline-none placeholder:text-tertiary"
    />
  )
}

/** As high as what is written, up to the limit of its style. */
function useGrowingHeight(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  useLayoutEffect(() => {
    const element = field.current
    if (element === null) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${element.scrollHeight}px`
  }, [field, text])
}

const pick = ({ key, shiftKey, altKey, keyCode }: KeyboardEvent) => ({ key, shiftKey, altKey, keyCode })
