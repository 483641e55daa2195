import { Button } from '@chatterly/ui/Button'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { announce } from './announce.ts'

type Props = { text: string; label: string }

/** Puts a text on the clipboard and says so; or says that this browser does not let it. */
export function CopyButton({ text, label }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
      announce('Copied.')
    } catch (error) {
      console.warn('The browser refused to copy.', error)
      setOutcome('refused')
      announce('Could not copy. Select the text and copy it by hand.')
    }
  }
  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <Button onPress={() => void copy()}>
      <Icon size={16} aria-hidden="true" />
      {outcome === undefined ? label : said[outcome]}
    </Button>
  )
}

const said = { copied: 'Copied', refused: 'Copy it by hand' } as const
